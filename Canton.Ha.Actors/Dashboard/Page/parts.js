// What the page is made of. Every part is made once and then changed in place, so that focus, selection and movement survive.
import { lasting, roles, span } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The element of the page with this id. */
export const at = id => document.getElementById(id);

/** Makes an element. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Writes a text only where it differs, so that nothing is read out twice. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets a property of an element's data only where it differs. */
export function mark(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

/** Keeps one child per item, in the order of the items, and lets each be changed. */
export function keep(list, items, keyOf, create, change) {
  const known = new Map([...list.children].map(child => [child.dataset.key, child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = known.get(key);
    known.delete(key);
    if (!child) {
      child = create(item);
      child.dataset.key = key;
    }
    if (child === place) place = place.nextElementSibling;
    else list.insertBefore(child, place);
    change(child, item);
  }
  for (const child of known.values()) child.remove();
}

/** The address of the page of a replica. */
export function pageOf(member) {
  const host = member?.health ?? '';
  return /^[\w.\-:[\]]+$/.test(host) ? `${location.protocol}//${host}/?replica=${encodeURIComponent(member.name)}` : null;
}

/** The stages of a replica as steps from the lock to serving: what is open, what is just moving, what is closed. */
export function stepsOf(view, isLeading) {
  const steps = [
    { name: 'main lock', isOpen: view ? view.proofAge !== null : isLeading },
    ...(view?.stages ?? []),
    { name: 'serving', isOpen: view?.isActive ?? false },
  ];
  const moving = view?.role === 'promoting' ? steps.findIndex(step => !step.isOpen)
    : view?.role === 'demoting' ? steps.findLastIndex(step => step.isOpen) : -1;
  return steps.map((step, i) => ({ name: step.name, state: i === moving ? 'moving' : step.isOpen ? 'open' : 'closed' }));
}

/** Lets a long word break where a person would break it. */
const softly = name => name.replace('synchronizers', 'synchro\u00ADnizers');

export function showSteps(list, steps) {
  keep(list, steps, step => step.name,
    step => make('li', {},
      make('span', { class: 'knot', 'aria-hidden': 'true' }),
      make('span', { class: 'step' }, softly(step.name)),
      make('span', { class: 'sr' })),
    (item, step) => {
      mark(item, 'state', step.state);
      write(item.lastElementChild, step.state === 'moving' ? ': is just changing' : `: ${step.state}`);
    });
}

/** A card for one replica. */
export function makeCard(name) {
  const figure = (title, id, ...more) => make('div', {}, make('dt', {}, title), make('dd', {}, make('span', { 'data-part': id }), ...more));
  const spark = document.createElementNS(SVG, 'svg');
  spark.setAttribute('class', 'spark');
  spark.setAttribute('role', 'img');
  spark.setAttribute('viewBox', '0 0 120 24');
  spark.setAttribute('preserveAspectRatio', 'none');
  const title = make('h3', { id: `replica-${name}` }, name);
  return make('li', {}, make('article', { class: 'card', 'aria-labelledby': title.id },
    make('header', {}, title, make('span', { class: 'here', 'data-part': 'here', hidden: '' }, 'this page'),
      make('p', { class: 'role' }, make('span', { 'aria-hidden': 'true', 'data-part': 'icon' }), make('span', { 'data-part': 'role' }))),
    make('p', { class: 'why', 'data-part': 'why' }),
    make('ol', { class: 'steps', 'data-part': 'steps', 'aria-label': `Stages of ${name}` }),
    make('dl', {},
      figure('In this role', 'roleFor'), figure('Term', 'term'),
      figure('Proof of the lock', 'proof', make('meter', { 'data-part': 'meter', min: '0', 'aria-label': `Age of the proof of ${name}` })),
      figure('Database round trip', 'roundTrip', spark),
      figure('Priority', 'priority'), figure('Up for', 'uptime')),
    make('dl', { class: 'places' }, figure('Ledger API', 'ledger'), figure('Admin API', 'admin'), figure('Health', 'health')),
    make('p', { class: 'open' }, make('a', { 'data-part': 'link' }, 'Open the page of ', name))));
}

/** The parts of a card by their names. */
export const partsOf = card => Object.fromEntries([...card.querySelectorAll('[data-part]')].map(part => [part.dataset.part, part]));

function figureOf(part, text) {
  part.closest('div').hidden = text === null;
  if (text !== null) write(part, text);
}

/** Shows on a card what is known of a replica. */
export function showCard(card, replica, elapsed) {
  const { view, member } = replica;
  const part = partsOf(card);
  mark(card.firstElementChild, 'role', replica.state);
  part.here.hidden = !replica.isHere;
  write(part.icon, roles[replica.state].icon);
  write(part.role, roles[replica.state].word);
  write(part.why, replica.why);
  showSteps(part.steps, replica.steps);
  const speaks = view && !replica.isSilent;
  figureOf(part.roleFor, speaks ? span(view.roleFor + elapsed) : null);
  figureOf(part.term, view?.term ? String(view.term) : null);
  figureOf(part.proof, speaks && view.proofAge !== null ? `${lasting(view.proofAge)} of ${lasting(view.proofExpiry)}` : null);
  if (speaks && view.proofAge !== null) {
    part.meter.max = view.proofExpiry;
    part.meter.value = view.proofAge;
  }
  figureOf(part.roundTrip, speaks ? (view.roundTrip === null ? 'no answer' : lasting(view.roundTrip)) : null);
  drawSpark(card.querySelector('.spark'), replica.roundTrips);
  figureOf(part.priority, member?.priority ? String(member.priority) : null);
  figureOf(part.uptime, speaks ? span(view.uptime + elapsed) : null);
  for (const api of ['ledger', 'admin', 'health']) figureOf(part[api], member?.[api] || null);
  const page = replica.isHere ? null : pageOf(member);
  part.link.hidden = !page;
  if (page && part.link.getAttribute('href') !== page) part.link.setAttribute('href', page);
}

function drawSpark(svg, values) {
  const known = values.filter(value => value !== null);
  svg.hidden = known.length < 2;
  svg.style.display = known.length < 2 ? 'none' : '';
  if (known.length < 2) return;
  const top = Math.max(...known, 0.001) * 1.4;
  draw(svg, 'line', values.map((value, i) => [i * 120 / Math.max(values.length - 1, 1), value === null ? 24 : 22 - value / top * 20]));
  svg.setAttribute('aria-label', `Round trips of the last ${values.length} s: ${lasting(Math.min(...known))} to ${lasting(Math.max(...known))}`);
}

/** Draws a line, or the area below it, through points. */
export function draw(svg, kind, points) {
  const tag = kind === 'line' ? 'polyline' : 'polygon';
  let shape = svg.querySelector(tag);
  if (!shape) {
    shape = document.createElementNS(SVG, tag);
    svg.append(shape);
  }
  shape.setAttribute('points', points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '));
}

/** A chart of values over time from a lowest value up, which its label says in words. */
export function drawChart(svg, points, low, label) {
  const first = points[0]?.[0] ?? 0;
  const width = Math.max((points.at(-1)?.[0] ?? 1) - first, 1);
  const values = points.map(point => point[1]);
  const height = Math.max(Math.max(...values) - low, 1);
  const line = points.map(([x, y]) => [(x - first) / width * 320, 76 - (y - low) / height * 70]);
  draw(svg, 'area', [[0, 80], ...line, [320, 80]]);
  draw(svg, 'line', line);
  svg.setAttribute('aria-label', label);
}
