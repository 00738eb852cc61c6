// How much waits and how much is done: the server's counts, and on top of them what only this phone knows yet.
import { read } from "/open/api.js";
import { stands, State } from "./verdict.js";

const CALM_MS = 1500;

export class Counts extends EventTarget {
  #verdicts;
  #filter;
  #at = 0;
  #timer;
  stats = null;

  constructor(verdicts, filter) {
    super();
    this.#verdicts = verdicts;
    this.#filter = filter;
    verdicts.addEventListener("change", () => this.#changed());
  }

  take(stats, at) {
    this.stats = { ...this.stats, ...stats };
    this.#at = at;
    this.#changed();
  }

  /** Asks the server in a moment, once for all that happens until then. */
  refreshSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.refresh().catch(() => {});
    }, CALM_MS);
  }

  async refresh() {
    const at = Date.now();
    this.take(await read("/api/stats", { ...this.#filter.chosen, from: midnight() }), at);
  }

  /** What waits and passes the filter; null while that is not known. */
  get pending() {
    const known = this.#filter.isSet ? this.stats?.matching : this.stats?.pending;
    const answeredHere = this.#since(this.#at).filter((verdict) => this.#filter.lets(verdict.item)).length;
    return known === undefined ? null : Math.max(0, known - answeredHere);
  }

  get doneToday() {
    const start = Date.parse(midnight());
    const here = this.#since(this.#at).filter(({ assessedAt }) => Date.parse(assessedAt) >= start).length;
    return (this.stats?.doneToday ?? 0) + here;
  }

  get doneInAll() {
    return (this.stats?.doneInAll ?? 0) + this.#since(this.#at).length;
  }

  get unsent() {
    return this.#verdicts.unsent.length;
  }

  /** Verdicts that the counts of that time cannot hold yet. */
  #since(at) {
    return this.#verdicts.recent.filter(
      (verdict) => stands(verdict) && (verdict.state === State.PHONE || verdict.answeredAt >= at),
    );
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** When this phone's day began. */
export function midnight() {
  return new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
}
