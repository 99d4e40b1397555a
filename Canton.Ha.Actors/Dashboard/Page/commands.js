// What an operator can do once signed in. The token lives in this page alone, and is gone with it.
import { at, keep, make, mark, write } from './parts.js';

let shown = '';
let token = null;
let isBusy = false;

/** Shows commands where there is somebody who checks who gives them. */
export function offerCommands(site) {
  shown = site.shown;
  at('commands').hidden = !site.hasCommands;
}

/** What can be done now. */
export function showCommands(all, state) {
  const others = all.filter(replica => !replica.isHere && replica.member?.isPresent);
  const isActive = state.self.isActive;
  const leader = all.find(replica => replica.view?.isActive && !replica.isHere);
  write(at('set-passive-hint'), isActive ? `${shown} gives the active role to another replica, without losing a command.`
    : `${shown} is not active. ${leader ? `Hand over on the page of ${leader.name}.` : ''}`);
  for (const control of at('set-passive').elements) control.disabled = !isActive || others.length === 0;
  const isPaused = Boolean(state.cluster?.pause);
  const choices = others.map(other => ({ name: other.name, text: other.name }));
  if (!isPaused) choices.unshift({ name: '', text: 'whoever comes first' });
  keep(at('successor'), choices, choice => choice.name, choice => make('option', { value: choice.name }, choice.text), () => {});
  at('pause').hidden = isPaused;
  at('resume').hidden = !isPaused;
}

/** True when it was done. */
async function command(name, request = {}) {
  if (isBusy) return false;
  isBusy = true;
  tell('Working on it…');
  try {
    const answer = await fetch(`dashboard/commands/${name}?replica=${encodeURIComponent(shown)}`, {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
    });
    tell((await answer.text()).trim(), answer.ok ? 'good' : 'bad');
    if (answer.status === 401) signOut();
    return answer.ok;
  } catch {
    tell(`${shown} has not answered; look at its state before you ask again.`, 'bad');
    return false;
  } finally {
    isBusy = false;
  }
}

function tell(text, tone = 'plain') {
  mark(at('command-answer'), 'tone', tone);
  write(at('command-answer'), text);
}

function signOut() {
  token = null;
  at('operate').hidden = true;
  at('sign-in').hidden = false;
}

function on(id, act) {
  at(id).addEventListener('submit', event => {
    event.preventDefault();
    act();
  });
}

on('sign-in', async () => {
  token = at('token').value.trim();
  at('token').value = '';
  const isIn = await command('sign-in');
  if (!isIn) return at('token').focus();
  at('sign-in').hidden = true;
  at('operate').hidden = false;
  at('successor').focus();
});

on('set-passive', () => {
  const to = at('successor').value;
  write(at('sure-text'), `Hand over from ${shown} to ${to || 'whichever replica comes first'}?`);
  at('sure').returnValue = 'no';
  at('sure').showModal();
});

at('sure').addEventListener('close', () => {
  if (at('sure').returnValue === 'yes') command('set-passive', { to: at('successor').value || null, why: at('set-passive-why').value.trim() });
});

on('pause', () => command('pause', { why: at('pause-why').value.trim() }));
on('resume', () => command('resume'));
at('sign-out').addEventListener('click', () => {
  signOut();
  tell('Signed out.');
  at('token').focus();
});
