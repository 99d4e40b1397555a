// Where the ledger ends, how fast it grows, and the synchronizers that take what is submitted.
import { at, drawChart, keep, make, mark, write } from './parts.js';
import { ledger, rates, state } from './picture.js';
import { sentence, whole } from './words.js';

/** Shows the ledger of whichever replica has it open; nothing where none has. */
export function showLedger() {
  const open = ledger();
  at('ledger').hidden = !open;
  at('synchronizers').hidden = !open?.synchronizers.length;
  if (!open) return;
  showCharts(open, rates());
  keep(at('synchronizer-list'), open.synchronizers, known => known.alias, makeSynchronizer, showSynchronizer);
}

function showCharts(open, rate) {
  write(at('ledger-end'), whole(open.end));
  write(at('ledger-rate'), rate.length ? `${whole(rate.at(-1)[1])} updates/s` : '…');
  if (rate.length < 2) return;
  const ends = state.trend.map(sample => [new Date(sample.at).getTime(), sample.end]);
  const lowest = ends[0][1];
  const highest = Math.max(...rate.map(([, updates]) => updates));
  drawChart(at('chart-end'), ends, lowest, `Ledger end, from ${whole(lowest)} to ${whole(open.end)}`);
  drawChart(at('chart-rate'), rate, 0, `Updates per second, at most ${whole(highest)}`);
}

const makeSynchronizer = known =>
  make('li', {}, make('strong', {}, known.alias), make('span', { class: 'id' }), make('span', { class: 'state' }));

function showSynchronizer(item, known) {
  mark(item, 'tone', known.isConnected ? 'good' : 'bad');
  write(item.querySelector('.id'), known.id);
  write(item.querySelector('.state'), known.isConnected ? '● Connected' : `○ ${sentence(known.trouble ?? 'not connected')}`);
}
