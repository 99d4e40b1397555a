// What happened, newest first, to the millisecond.
import { at, keep, make, write } from './parts.js';
import { state } from './picture.js';
import { exactTime, lasting, moment, secondsBetween } from './words.js';

const FIRST = 12;

let isWhole = false;

export function showNews() {
  const all = [...state.news].reverse();
  at('news-none').hidden = all.length > 0;
  at('news-more').hidden = all.length <= FIRST;
  at('news-more').setAttribute('aria-expanded', String(isWhole));
  write(at('news-more'), isWhole ? `Show the newest ${FIRST}` : `Show all ${all.length}`);
  keep(at('news-list'), isWhole ? all : all.slice(0, FIRST), news => news.id, makeNews, (item, news) =>
    write(item.querySelector('.later'), later(news, all[all.indexOf(news) + 1])));
}

function makeNews(news) {
  return make('li', { 'data-tone': news.tone },
    make('time', { datetime: news.at, title: moment(news.at) }, exactTime(news.at)),
    make('span', { class: 'later' }),
    make('p', {}, make('b', {}, news.replica), ` ${news.text}`));
}

/** How long after the one before; empty after a long pause. */
function later(news, before) {
  const gap = before ? secondsBetween(before.at, news.at) : Infinity;
  if (gap < 0.001) return '< 1 ms';
  return gap < 10 ? `+${lasting(gap)}` : '';
}

at('news-more').addEventListener('click', () => {
  isWhole = !isWhole;
  showNews();
});
