// How times, numbers and roles are said.

export const roles = {
  'passive': { word: 'Passive', icon: '○' },
  'promoting': { word: 'Taking over', icon: '◔' },
  'active': { word: 'Active', icon: '●' },
  'demoting': { word: 'Stepping down', icon: '◑' },
  'standing-back': { word: 'Standing back', icon: '◌' },
  'hindered': { word: 'Hindered', icon: '!' },
  'silent': { word: 'Not heard', icon: '?' },
  'leads': { word: 'Leads, not heard', icon: '◍' },
  'absent': { word: 'Gone', icon: '✕' },
};

const number = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const whole = value => number.format(Math.round(value));

/** A short duration in its natural unit. */
export function lasting(seconds) {
  if (seconds < 0.001) return `${Math.max(0, seconds * 1e6).toFixed(0)} µs`;
  if (seconds < 0.01) return `${(seconds * 1000).toFixed(1)} ms`;
  if (seconds < 1) return `${(seconds * 1000).toFixed(0)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return span(seconds);
}

/** A duration of some seconds up to days, in its two greatest units. */
export function span(seconds) {
  const s = Math.floor(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
}

export const secondsBetween = (from, to) => (new Date(to) - new Date(from)) / 1000;

export const timeOfDay = text => clock.format(new Date(text));

export const exactTime = text => `${timeOfDay(text)}.${String(new Date(text).getMilliseconds()).padStart(3, '0')}`;

/** Time of day, with the day unless it is today. */
export function moment(text) {
  const date = day.format(new Date(text));
  return date === day.format(new Date()) ? timeOfDay(text) : `${date}, ${timeOfDay(text)}`;
}

/** A sentence begins with a capital letter and ends with a point. */
export function sentence(text) {
  const end = /[.!?]$/.test(text) ? '' : '.';
  return text.charAt(0).toUpperCase() + text.slice(1) + end;
}
