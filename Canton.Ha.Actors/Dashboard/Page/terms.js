// Who led, since when, for how long, and why.
import { at, keep, make, mark, write } from './parts.js';
import { hero, state } from './picture.js';
import { lasting, moment, secondsBetween, sentence } from './words.js';

const TITLES = ['Replica', 'Cause', 'Began', 'Active for', 'Nobody before', 'Why it ended'];

export function showTerms() {
  const { terms, problem } = state.terms;
  at('terms-problem').hidden = !problem;
  write(at('terms-problem'), problem ? sentence(`the term table cannot be read now: ${problem}`) : '');
  at('terms-none').hidden = terms.length > 0;
  document.querySelector('table').hidden = terms.length === 0;
  keep(at('term-rows'), terms, term => String(term.term), makeTerm, (row, term) => showTerm(row, term, terms));
}

const makeTerm = term =>
  make('tr', {}, make('th', { scope: 'row' }, String(term.term)), ...TITLES.map(title => make('td', { 'data-title': title })));

function showTerm(row, term, terms) {
  const place = terms.indexOf(term);
  const isNow = place === 0 && !term.endedAt && hero().state !== 'none';
  mark(row, 'now', isNow ? 'yes' : 'no');
  const end = term.endedAt ?? terms[place - 1]?.beganAt;
  const texts = [
    term.replica, term.cause, moment(term.beganAt), activeFor(term, end, isNow), gapBefore(term, terms[place + 1]), term.endCause ?? '',
  ];
  texts.forEach((text, i) => {
    const cell = row.children[i + 1];
    write(cell, text || '–');
    mark(cell, 'empty', text ? 'no' : 'yes');
  });
}

function activeFor(term, end, isNow) {
  if (!term.activeAt) return isNow ? 'not yet' : 'never';
  if (end) return lasting(secondsBetween(term.activeAt, end));
  return isNow ? 'until now' : '';
}

/** How long nobody was active; empty where nobody has written down when the former term ended. */
export function gapBefore(term, before) {
  if (!before?.endedAt || !term.activeAt) return '';
  return lasting(Math.max(0, secondsBetween(before.endedAt, term.activeAt)));
}
