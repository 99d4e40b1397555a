// Shows the picture, and keeps it shown.
import { offerCommands, showCommands } from './commands.js';
import { Stream } from './stream.js';
import { showLedger } from './ledger.js';
import { showNews } from './news.js';
import { at, keep, make, makeCard, mark, pageOf, showCard, stepsOf, write } from './parts.js';
import { hero, heroLine, notices, replicas, sinceHeard, state, take } from './picture.js';
import { gapBefore, showTerms } from './terms.js';
import { moment, sentence, span } from './words.js';

const KINDS = ['site', 'snapshot', 'self', 'cluster', 'peer', 'terms', 'news', 'sample'];
const EYEBROWS = { moving: 'The active role is moving', unheard: 'Leading replica, not heard' };

const shown = new URLSearchParams(location.search).get('replica');
const stream = new Stream(`dashboard/events${shown ? `?replica=${encodeURIComponent(shown)}` : ''}`, KINDS, hear, changed);

let isLive = false;
let said = '';

function hear(kind, data) {
  if (kind === 'site') showSite(data);
  else take(kind, data);
  render();
}

function changed(now) {
  isLive = now === 'live';
  mark(at('stream'), 'state', now);
  write(at('stream-text'), isLive ? 'Live' : 'No connection');
  at('main').classList.toggle('stale', !isLive);
  if (!isLive) render();
}

function showSite(site) {
  offerCommands(site);
  at('pages').hidden = site.replicas.length < 2;
  keep(at('pages'), site.replicas, name => name,
    name => make('a', { href: `?replica=${encodeURIComponent(name)}`, ...(name === site.shown && { 'aria-current': 'page' }) }, name), () => {});
}

function render() {
  showNotices();
  if (!state.self) return;
  showHero();
  keep(at('cards'), replicas(), replica => replica.name, replica => makeCard(replica.name), (card, replica) => {
    replica.steps = stepsOf(replica.isSilent ? null : replica.view, replica.leads);
    showCard(card, replica, isLive ? sinceHeard(replica.name) : 0);
  });
  showCommands(replicas(), state);
  showLedger();
  showTerms();
  showNews();
  write(at('identity'), state.identity);
  write(at('kind'), `${state.kind.charAt(0).toUpperCase()}${state.kind.slice(1)}, seen by ${state.self.name}`);
  write(at('foot'), `${state.self.name} runs version ${state.self.version}.`);
}

function showHero() {
  const now = hero();
  mark(at('hero'), 'state', now.state);
  write(at('hero-eyebrow'), EYEBROWS[now.state] ?? 'Active replica');
  write(at('hero-title'), now.title ?? now.replica.name);
  write(at('hero-line'), heroLine(now));
  document.title = `${now.title ?? `${now.replica.name} is active`} · ${state.identity}`;
  announce(now.state === 'active' ? `${now.replica.name} is active in term ${now.replica.view.term}.` : sentence(now.title));
  showFigures(now);
  const elsewhere = [now.replica].filter(replica => replica && !replica.isHere && pageOf(replica.member));
  keep(at('hero-link'), elsewhere, replica => pageOf(replica.member), linkTo, () => {});
}

function showFigures(now) {
  const { cluster, terms } = state;
  const all = replicas();
  const newest = terms.terms[0];
  const isActive = now.state === 'active' && newest?.term === now.replica.view.term;
  const figures = {
    since: isActive && newest.activeAt ? moment(newest.activeAt) : '',
    gap: isActive ? gapBefore(newest, terms.terms[1]) : '',
    ready: `${all.filter(replica => !replica.isSilent && replica.view.isReady).length} of ${all.length}`,
    failover: cluster?.pause ? '‖ Paused' : 'Automatic',
  };
  for (const [id, text] of Object.entries(figures)) {
    const figure = at(`hero-${id}`);
    figure.parentElement.hidden = !text;
    write(figure, text);
  }
  mark(at('hero-failover'), 'tone', cluster?.pause ? 'warn' : 'plain');
  at('hero-figures').hidden = false;
}

/** Said to whoever listens, once per change. */
function announce(text) {
  if (text === said) return;
  said = text;
  write(at('announcer'), text);
}

function showNotices() {
  const all = isLive || (stream.heardAt === null && stream.retryAt === null) ? notices() : [broken(), ...notices()];
  keep(at('notices'), all, notice => notice.key + notice.title,
    notice => make('section', { class: 'notice', 'data-tone': notice.tone ?? 'bad', 'aria-label': notice.title },
      make('p', { class: 'title', role: 'alert' }, notice.title),
      make('p', { class: 'detail' }),
      make('p', { class: 'ways' }, ...(notice.ways ?? []))),
    (element, notice) => write(element.querySelector('.detail'), notice.detail));
}

function broken() {
  const now = performance.now();
  const age = stream.heardAt === null ? 'Nothing has been heard yet.' : `What it shows is ${span((now - stream.heardAt) / 1000)} old.`;
  const next = stream.retryAt === null ? 'It is trying again now.' : `It tries again in ${Math.max(1, Math.ceil((stream.retryAt - now) / 1000))} s.`;
  return {
    key: 'stream',
    title: `This page has lost its connection to ${state.self?.name ?? 'the node'}.`,
    detail: `${age} ${next}`,
    ways: [tryNow(), ...replicas().filter(replica => !replica.isHere && pageOf(replica.member)).map(linkTo)],
  };
}

const linkTo = replica => make('a', { href: pageOf(replica.member) }, `Open the page of ${replica.name}`);

function tryNow() {
  const button = make('button', { type: 'button' }, 'Try now');
  button.addEventListener('click', () => stream.open());
  return button;
}

addEventListener('online', () => stream.open());
addEventListener('pagehide', () => stream.close());
addEventListener('pageshow', event => event.persisted && stream.open());
setInterval(render, 250);
stream.open();
