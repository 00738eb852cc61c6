// What waits for a review, in the server's order, with enough at hand for a tunnel. What has been answered here is not shown.
import { read } from "/open/api.js";
import { midnight } from "./counts.js";
import { reviewKey } from "./verdict.js";

const AT_HAND = 50;
const HELD = 5;
const MOST_HELD = 20;
const MOST_PAGES = 5;
const KEPT = "queue";

export class Queue extends EventTarget {
  #store;
  #verdicts;
  #filter;
  #items = [];
  #listedAt = 0;
  #later = new Set();
  #broughtBack = new Set();
  #held = 0;
  #hasMore = true;
  #current;
  #filling;
  #counts;

  constructor(store, verdicts, filter, counts) {
    super();
    this.#store = store;
    this.#verdicts = verdicts;
    this.#filter = filter;
    this.#counts = counts;
    verdicts.addEventListener("change", () => this.#step());
  }

  /** What was at hand when the page was last open. */
  async restore() {
    const kept = await this.#store.note(KEPT);
    if (kept !== undefined && this.#items.length === 0) {
      this.#counts.take(kept.stats, kept.listedAt);
      this.#take(kept.items, kept.listedAt);
    }
  }

  /** The product to show, or undefined if nothing waits. It stays until it is answered, put off or gone. */
  get current() {
    return this.#current;
  }

  /** What comes after the current one, in order. */
  get coming() {
    return this.#open().filter((item) => item !== this.#current);
  }

  /** Whether little is left of what is held for this phone, or at hand at all. */
  get runsLow() {
    return this.#held < HELD / 2 || (this.#hasMore && this.coming.length < AT_HAND / 2);
  }

  /** Whether the server does not list the current product: it has been assessed, or another phone has it. */
  get currentIsGone() {
    const key = this.#current && reviewKey(this.#current);
    return key !== undefined && !this.#broughtBack.has(key) && !this.#items.some((item) => reviewKey(item) === key);
  }

  /** Asks the server anew, whatever is at hand. Of those that ask at once, the last one is heard. */
  async fill() {
    const asking = (this.#filling = {});
    const startedAt = Date.now();
    const items = [];
    let cursor = null;
    let stats = null;
    for (let page = 0; page < MOST_PAGES && (page === 0 || cursor !== null); page++) {
      const claim = page === 0 ? this.#toHold() : 0;
      const asked = { ...this.#filter.chosen, limit: AT_HAND, claim, cursor, from: midnight() };
      const answer = await read("/api/queue", asked);
      stats ??= answer.stats;
      items.push(...answer.items);
      cursor = answer.next;
      if (this.#openOf(items, startedAt).length >= AT_HAND) {
        break;
      }
    }
    if (asking === this.#filling) {
      this.#counts.take(stats, startedAt);
      this.#hasMore = cursor !== null;
      this.#take(items, startedAt);
      await this.#keep();
    }
  }

  /** Puts the current product behind all others, for as long as the page is open. */
  putOff() {
    this.#later.delete(reviewKey(this.#current));
    this.#later.add(reviewKey(this.#current));
    this.#current = undefined;
    this.#step();
  }

  /** Shows a product whose verdict was taken back. */
  async bringBack(item) {
    const key = reviewKey(item);
    this.#later.delete(key);
    this.#broughtBack.add(key);
    this.#items = [item, ...this.#items.filter((other) => reviewKey(other) !== key)];
    this.#current = item;
    this.#changed();
    await this.#keep();
  }

  /** Takes out what the server says needs no review any more. The current product stays in view. */
  remove(gone) {
    const keys = new Set(gone.filter((item) => this.#verdicts.of(item).length === 0).map(reviewKey));
    this.#items = this.#items.filter((item) => !keys.has(reviewKey(item)));
    this.#changed();
  }

  /** Leaves the current product to whoever has it now. */
  giveUp() {
    this.#current = undefined;
    this.#step();
  }

  /** Starts over with what a changed filter lets through. */
  refilter() {
    this.#current = undefined;
    this.#step();
  }

  #take(items, listedAt) {
    this.#items = items;
    this.#listedAt = listedAt;
    this.#held = items.filter(({ claimed }) => claimed !== false).length;
    this.#step();
  }

  #toHold() {
    return Math.min(MOST_HELD, HELD + this.#later.size + this.#verdicts.unsent.length);
  }

  #step() {
    if (this.#current === undefined || this.#verdicts.hasAnswered(this.#current, this.#listedAt)) {
      this.#held -= this.#current === undefined ? 0 : 1;
      this.#current = this.#open()[0];
    }
    this.#changed();
  }

  #open() {
    return this.#openOf(this.#items, this.#listedAt);
  }

  #openOf(items, listedAt) {
    const open = items.filter((item) => this.#filter.lets(item) && !this.#verdicts.hasAnswered(item, listedAt));
    const putOff = (item) => [...this.#later].indexOf(reviewKey(item));
    return open.sort((a, b) => putOff(a) - putOff(b));
  }

  #keep() {
    return this.#store.setNote(KEPT, { items: this.#items, listedAt: this.#listedAt, stats: this.#counts.stats });
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
