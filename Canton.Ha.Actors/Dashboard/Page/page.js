// Shows the picture, and keeps it shown.
import { offerCommands, showCommands } from './commands.js';
import { Stream } from './stream.js';
import { drawChart, keep, make, makeCard, mark, pageOf, showCard, stepsOf, write } from './parts.js';
import { hero, heroLine, ledger, notices, rates, replicas, sinceHeard, state, take } from './picture.js';
import { exactTime, lasting, moment, secondsBetween, sentence, span, whole } from './words.js';

const KINDS = ['site', 'snapshot', 'self', 'cluster', 'peer', 'terms', 'news', 'sample'];
const FIRST_NEWS = 12;

const at = id => document.getElementById(id);
const shown = new URLSearchParams(location.search).get('replica');
const stream = new Stream(`dashboard/events${shown ? `?replica=${encodeURIComponent(shown)}` : ''}`, KINDS, hear, changed);

let isLive = false;
let isWhole = false;
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
  write(at('hero-eyebrow'), { active: 'Active replica', moving: 'The active role is moving', unheard: 'Leading replica, not heard' }[now.state] ?? 'Active replica');
  write(at('hero-title'), now.title ?? now.replica.name);
  write(at('hero-line'), heroLine(now));
  document.title = `${now.title ?? `${now.replica.name} is active`} · ${state.identity}`;
  announce(now.state === 'active' ? `${now.replica.name} is active in term ${now.replica.view.term}.` : sentence(now.title));
  showFigures(now);
  const page = now.replica && !now.replica.isHere ? pageOf(now.replica.member) : null;
  keep(at('hero-link'), page ? [page] : [], address => address, address => make('a', { href: address }, `Open the page of ${now.replica.name}`), () => {});
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
      make('p', { class: 'title', role: 'alert' }, notice.title), make('p', { class: 'detail' }), make('p', { class: 'ways' }, ...(notice.ways ?? []))),
    (element, notice) => write(element.querySelector('.detail'), notice.detail));
}

function broken() {
  const now = performance.now();
  const age = stream.heardAt === null ? 'Nothing has been heard yet.' : `What it shows is ${span((now - stream.heardAt) / 1000)} old.`;
  const next = stream.retryAt === null ? 'It is trying again now.' : `It tries again in ${Math.max(1, Math.ceil((stream.retryAt - now) / 1000))} s.`;
  return {
    key: 'stream', title: `This page has lost its connection to ${state.self?.name ?? 'the node'}.`, detail: `${age} ${next}`,
    ways: [tryNow(), ...replicas().filter(replica => !replica.isHere && pageOf(replica.member)).map(replica => make('a', { href: pageOf(replica.member) }, `Open the page of ${replica.name}`))],
  };
}

function tryNow() {
  const button = make('button', { type: 'button' }, 'Try now');
  button.addEventListener('click', () => stream.open());
  return button;
}

function showLedger() {
  const open = ledger();
  at('ledger').hidden = !open;
  at('synchronizers').hidden = !open?.synchronizers.length;
  if (!open) return;
  const rate = rates();
  write(at('ledger-end'), whole(open.end));
  write(at('ledger-rate'), rate.length ? `${whole(rate.at(-1)[1])} updates/s` : '…');
  if (rate.length > 1) {
    drawChart(at('chart-end'), state.trend.map(sample => [new Date(sample.at).getTime(), sample.end]), state.trend[0].end, `Ledger end, from ${whole(state.trend[0].end)} to ${whole(open.end)}`);
    drawChart(at('chart-rate'), rate, 0, `Updates per second, at most ${whole(Math.max(...rate.map(point => point[1])))}`);
  }
  keep(at('synchronizer-list'), open.synchronizers, known => known.alias,
    known => make('li', {}, make('strong', {}, known.alias), make('span', { class: 'id' }), make('span', { class: 'state' })),
    (item, known) => {
      mark(item, 'tone', known.isConnected ? 'good' : 'bad');
      write(item.querySelector('.id'), known.id);
      write(item.querySelector('.state'), known.isConnected ? '● Connected' : `○ ${sentence(known.trouble ?? 'not connected')}`);
    });
}

function showTerms() {
  const { terms, problem } = state.terms;
  at('terms-problem').hidden = !problem;
  write(at('terms-problem'), problem ? sentence(`the term table cannot be read now: ${problem}`) : '');
  at('terms-none').hidden = terms.length > 0;
  document.querySelector('table').hidden = terms.length === 0;
  keep(at('term-rows'), terms, term => String(term.term), makeTerm, (row, term) => showTerm(row, term, terms));
}

function makeTerm(term) {
  const cell = title => make('td', { 'data-title': title });
  return make('tr', {}, make('th', { scope: 'row' }, String(term.term)),
    ...['Replica', 'Cause', 'Began', 'Active for', 'Nobody before', 'Why it ended'].map(cell));
}

function showTerm(row, term, terms) {
  const place = terms.indexOf(term);
  const before = terms[place + 1];
  const end = term.endedAt ?? terms[place - 1]?.beganAt;
  const isNow = place === 0 && !term.endedAt && hero().state !== 'none';
  mark(row, 'now', isNow ? 'yes' : 'no');
  const texts = [
    term.replica, term.cause, moment(term.beganAt), !term.activeAt ? (isNow ? 'not yet' : 'never') : end ? lasting(secondsBetween(term.activeAt, end)) : isNow ? 'until now' : '',
    gapBefore(term, before), term.endCause ?? '',
  ];
  texts.forEach((text, i) => {
    const cell = row.children[i + 1];
    write(cell, text || '–');
    mark(cell, 'empty', text ? 'no' : 'yes');
  });
}

/** How long nobody was active; empty where nobody has written down when the former term ended. */
const gapBefore = (term, before) => before?.endedAt && term.activeAt ? lasting(Math.max(0, secondsBetween(before.endedAt, term.activeAt))) : '';

function showNews() {
  const all = [...state.news].reverse();
  const some = isWhole ? all : all.slice(0, FIRST_NEWS);
  at('news-none').hidden = all.length > 0;
  at('news-more').hidden = all.length <= FIRST_NEWS;
  at('news-more').setAttribute('aria-expanded', String(isWhole));
  write(at('news-more'), isWhole ? `Show the newest ${FIRST_NEWS}` : `Show all ${all.length}`);
  keep(at('news-list'), some, news => news.id, makeNews, (item, news) => {
    const before = all[all.indexOf(news) + 1];
    const gap = before ? secondsBetween(before.at, news.at) : 60;
    write(item.querySelector('.later'), gap < 0.001 ? '< 1 ms' : gap < 10 ? `+${lasting(gap)}` : '');
  });
}

function makeNews(news) {
  return make('li', { 'data-tone': news.tone }, make('time', { datetime: news.at, title: moment(news.at) }, exactTime(news.at)), make('span', { class: 'later' }),
    make('p', {}, make('b', {}, news.replica), ` ${news.text}`));
}

at('news-more').addEventListener('click', () => {
  isWhole = !isWhole;
  showNews();
});
addEventListener('online', () => stream.open());
addEventListener('pagehide', () => stream.close());
addEventListener('pageshow', event => event.persisted && stream.open());
setInterval(render, 250);
stream.open();
