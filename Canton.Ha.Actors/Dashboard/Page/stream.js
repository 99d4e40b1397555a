// The stream of events: knows when it has broken, also when nobody says so, and comes back with growing pauses.

const SILENCE = 4000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10000;

export class Stream {
  #source = null;
  #watchdog = 0;
  #retry = 0;
  #failures = 0;

  /**
   * @param {string} address where it is.
   * @param {string[]} kinds of the events.
   * @param {(kind: string, data: object) => void} hear takes each event.
   * @param {(state: string) => void} change is told that it is live, or broken.
   */
  constructor(address, kinds, hear, change) {
    Object.assign(this, { address, kinds, hear, change, heardAt: null, retryAt: null });
  }

  open() {
    this.close();
    this.#source = new EventSource(this.address);
    this.#source.onerror = () => this.#broke();
    for (const kind of this.kinds)
      this.#source.addEventListener(kind, event => this.#heard(kind, event.data));
    this.#watch();
  }

  close() {
    clearTimeout(this.#watchdog);
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
    this.retryAt = null;
  }

  #heard(kind, data) {
    this.#failures = 0;
    this.heardAt = performance.now();
    this.#watch();
    this.hear(kind, JSON.parse(data));
    this.change('live');
  }

  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#broke(), SILENCE);
  }

  #broke() {
    this.close();
    const pause = Math.min(FIRST_PAUSE * 2 ** this.#failures++, LONGEST_PAUSE) * (1 + Math.random() / 5);
    this.retryAt = performance.now() + pause;
    this.#retry = setTimeout(() => this.open(), pause);
    this.change('broken');
  }
}
