// All verdicts that this phone knows of. Memory answers at once; each change is kept on the disk before it is sent.
import { answered, canBeTakenBack, given, isUnsent, reviewKey, stands, State, takenBack } from "./verdict.js";

const REMEMBER_MS = 14 * 24 * 3600 * 1000;

export class Verdicts extends EventTarget {
  #store;
  #all = new Map();
  #idsOfReview = new Map();
  #otherTabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("tandem.verdicts") : null;

  constructor(store) {
    super();
    this.#store = store;
    this.#otherTabs?.addEventListener("message", ({ data }) => this.#remember(data));
  }

  async load(now) {
    const kept = await this.#store.verdicts();
    const old = kept.filter((verdict) => !isUnsent(verdict) && Date.parse(verdict.assessedAt) < now - REMEMBER_MS);
    await this.#store.forget(old.map(({ id }) => id));
    this.#remember(kept.filter((verdict) => !old.includes(verdict)));
  }

  /** Latest first. */
  since(instant) {
    return [...this.#all.values()]
      .filter(({ assessedAt }) => Date.parse(assessedAt) >= instant)
      .sort((a, b) => b.assessedAt.localeCompare(a.assessedAt) || b.id.localeCompare(a.id));
  }

  get unsent() {
    return [...this.#all.values()].filter(isUnsent);
  }

  /** All, in no order. */
  get recent() {
    return [...this.#all.values()];
  }

  get(id) {
    return this.#all.get(id);
  }

  /** All that were given here on one review. */
  of(item) {
    return [...(this.#idsOfReview.get(reviewKey(item)) ?? [])].map((id) => this.#all.get(id));
  }

  /** The latest verdict of today that can be taken back, or undefined. */
  latest(since) {
    return this.since(since).find(canBeTakenBack);
  }

  /** Whether a review that the server listed at that time has been answered here, as far as this phone can know. */
  hasAnswered(item, listedAt) {
    return this.of(item).some(
      (verdict) => stands(verdict) && (verdict.state === State.PHONE || verdict.answeredAt >= listedAt),
    );
  }

  give(id, item, choice, now) {
    return this.change([given(id, item, choice, new Date(now).toISOString())]);
  }

  takeBack(verdict, now) {
    return this.change([takenBack(verdict, now)]);
  }

  markTried(verdicts) {
    return this.change(verdicts.filter(({ tried }) => !tried).map((verdict) => ({ ...verdict, tried: true })));
  }

  settle(answers, now) {
    const known = answers.filter(({ id }) => this.#all.has(id));
    return this.change(known.map((answer) => answered(this.#all.get(answer.id), answer, now)));
  }

  /** Takes changed verdicts in: seen at once, kept when the promise resolves. */
  async change(verdicts) {
    if (verdicts.length === 0) {
      return;
    }
    this.#remember(verdicts);
    await this.#store.keep(verdicts);
    this.#otherTabs?.postMessage(verdicts);
  }

  #remember(verdicts) {
    for (const verdict of verdicts) {
      const key = reviewKey(verdict);
      this.#all.set(verdict.id, verdict);
      this.#idsOfReview.set(key, (this.#idsOfReview.get(key) ?? new Set()).add(verdict.id));
    }
    this.dispatchEvent(new Event("change"));
  }
}
