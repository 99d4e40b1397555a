// What is known, and what it means: who is active, what each replica is, what is wrong.
import { lasting, sentence, span } from './words.js';

const ROUND_TRIPS = 120;

export const state = {
  self: null, cluster: null, peers: new Map(), terms: { terms: [], problem: null }, news: [], trend: [],
  identity: '', kind: '', heardAt: new Map(), roundTrips: new Map(), idleSince: null,
};

/** Takes in an event of the stream. */
export function take(kind, data) {
  ({
    snapshot: () => {
      const { identity, kind, cluster, terms, news, trend } = data;
      Object.assign(state, { identity, kind, cluster, terms, news, trend });
      state.peers = new Map(data.peers.map(peer => [peer.name, peer]));
      hearSelf(data.self);
      data.peers.forEach(peer => hearPeer(peer));
    },
    self: () => hearSelf(data),
    cluster: () => { state.cluster = data; },
    peer: () => hearPeer(data),
    terms: () => { state.terms = data; },
    news: () => addNews(data),
    sample: () => { state.trend = [...state.trend, data].slice(-180); },
  })[kind]?.();
  const isActive = hero().state === 'active';
  state.idleSince = isActive ? null : state.idleSince ?? performance.now();
}

function hearSelf(view) {
  state.self = view;
  note(view);
}

function hearPeer(peer) {
  state.peers.set(peer.name, peer);
  if (peer.heard && !peer.problem) note(peer.heard);
}

function note(view) {
  state.heardAt.set(view.name, performance.now());
  const trips = state.roundTrips.get(view.name) ?? [];
  trips.push(view.roundTrip);
  state.roundTrips.set(view.name, trips.slice(-ROUND_TRIPS));
}

function addNews(news) {
  if (state.news.some(known => known.id === news.id)) return;
  state.news = [...state.news, news].sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0).slice(-100);
}

/** Seconds since a replica was heard last. */
export const sinceHeard = name => state.heardAt.has(name) ? (performance.now() - state.heardAt.get(name)) / 1000 : 0;

/** Every replica there is to show, this one first if nothing else orders them. */
export function replicas() {
  if (!state.self) return [];
  const members = new Map((state.cluster?.replicas ?? []).map(member => [member.name, member]));
  const names = [...new Set([...members.keys(), state.self.name, ...state.peers.keys()])].sort();
  return names.map(name => describe(name, members.get(name) ?? null));
}

function describe(name, member) {
  const isHere = name === state.self.name;
  const peer = state.peers.get(name);
  const view = isHere ? state.self : peer?.heard ?? null;
  const isSilent = !isHere && (!view || peer?.problem != null);
  const leads = state.cluster?.isCurrent && state.cluster.leader === name;
  const kind = isSilent ? silence(member, leads) : view.role === 'passive' && view.trouble ? 'hindered' : view.role;
  const roundTrips = state.roundTrips.get(name) ?? [];
  return { name, member, view, isHere, isSilent, leads, state: kind, why: whyOf(kind, view, peer, member), roundTrips };
}

/** What is known of a replica that says nothing. */
function silence(member, leads) {
  if (member?.isPresent === false) return 'absent';
  return leads ? 'leads' : 'silent';
}

function whyOf(kind, view, peer, member) {
  if (kind === 'absent') return 'It has left the roster: its process has ended, or cannot reach the database.';
  if (kind === 'silent' && member && !member.health) return 'It has no health server that this page could ask.';
  if (kind === 'silent' || kind === 'leads')
    return peer?.problem ? sentence(`its page cannot be reached from here: ${peer.problem}`) : 'It has not been heard yet.';
  if (view.role === 'active' && !view.isActive) return 'It cannot prove that it still holds the lock.';
  return sentence(view.trouble ?? view.why);
}

/** Who is active, or why nobody is. */
export function hero() {
  const all = replicas();
  const heard = all.filter(replica => !replica.isSilent);
  const active = heard.filter(replica => replica.view.isActive).sort((a, b) => b.view.term - a.view.term)[0];
  if (active) return { state: 'active', replica: active };
  const taking = heard.find(replica => replica.view.role === 'promoting');
  if (taking) return { state: 'moving', replica: taking, title: `${taking.name} is taking over` };
  const leaving = heard.find(replica => ['demoting', 'standing-back'].includes(replica.view.role));
  if (leaving) return { state: 'moving', replica: leaving, title: `${leaving.name} is stepping down` };
  const leader = all.find(replica => replica.leads);
  if (leader?.isSilent) return { state: 'unheard', replica: leader, title: leader.name };
  if (leader) return { state: 'moving', replica: leader, title: `${leader.name} is taking over` };
  if (all.length) return { state: 'none', replica: null, title: 'No replica is active' };
  return { state: 'unknown', replica: null, title: 'Waiting for the first word' };
}

/** What an operator must know at once. */
export function notices() {
  const { self, cluster } = state;
  if (!self) return [];
  const found = [];
  if (cluster && !cluster.isCurrent && (self.trouble || cluster.replicas.length > 0))
    found.push({ key: 'database', title: `${self.name} cannot read the database.`, detail: withoutDatabase(self, cluster) });
  else if (self.trouble)
    found.push({ key: 'trouble', title: `${self.name} could not take over.`, detail: sentence(self.trouble) });
  if (self.role === 'active' && !self.isActive)
    found.push({ key: 'proof', title: `${self.name} cannot prove that it holds the lock.`, detail: 'It admits nothing until it can.' });
  if (cluster?.pause)
    found.push({
      key: 'pause', tone: 'warn', title: 'Automatic failover is paused.', detail: `By ${cluster.pause.by}: ${sentence(cluster.pause.why)}`,
    });
  return found;
}

function withoutDatabase(self, cluster) {
  const why = self.trouble ? sentence(self.trouble) : '';
  const rest = 'Roster and terms are as it read them last; the other replicas are shown by their own word.';
  return cluster.replicas.length > 0 ? `${why} ${rest}`.trim() : why;
}

/** The ledger of whichever replica has it open. */
export const ledger = () => hero().replica?.view?.ledger ?? null;

/** Updates per second between two neighbours of the trend. */
export function rates() {
  return state.trend.slice(1).map((sample, i) => {
    const seconds = (new Date(sample.at) - new Date(state.trend[i].at)) / 1000;
    return [new Date(sample.at).getTime(), seconds > 0 ? Math.max(0, sample.end - state.trend[i].end) / seconds : 0];
  });
}

/** The line below the name of the active replica. */
export function heroLine(now) {
  const { state: kind, replica } = now;
  const idle = state.idleSince === null ? '' : `Nobody has been active for ${lasting((performance.now() - state.idleSince) / 1000)}.`;
  if (kind === 'active') {
    const cause = state.cluster?.newest?.term === replica.view.term ? state.cluster.newest.cause : null;
    return `Active for ${span(replica.view.roleFor + sinceHeard(replica.name))} in term ${replica.view.term}${cause ? `: ${cause}` : ''}.`;
  }
  if (kind === 'unheard') return 'It leads, as the database has it, but its page cannot be reached from here.';
  if (kind === 'moving') return `${sentence(replica.view?.why ?? '')} ${idle}`.trim();
  return kind === 'none' ? idle : '';
}
