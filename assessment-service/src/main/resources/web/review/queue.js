// What waits for a review, fetched a page at a time; what has been answered here is not shown again.
const PAGE = 20;

export class Queue {
  #waiting = [];
  #answered = new Set();
  #cursor = null;
  pending = 0;

  /** The product to show, or undefined if nothing waits. */
  get current() {
    return this.#waiting[0];
  }

  /** Takes the current product off, as it is being answered. */
  answer() {
    this.#answered.add(key(this.#waiting.shift()));
    this.pending = Math.max(0, this.pending - 1);
  }

  /** Fetches more if little is left. `unsent()` verdicts still count as pending on the server. */
  async fill(unsent) {
    if (this.#waiting.length > PAGE / 4) {
      return;
    }
    const query = new URLSearchParams({ limit: PAGE });
    if (this.#cursor !== null) {
      query.set("cursor", this.#cursor);
    }
    const response = await fetch("/api/queue?" + query);
    if (response.status === 401) {
      location.reload();
      return;
    }
    if (!response.ok) {
      throw new Error("queue: " + response.status);
    }
    const page = await response.json();
    const known = new Set([...this.#answered, ...this.#waiting.map(key)]);
    this.#waiting.push(...page.items.filter((item) => !known.has(key(item))));
    this.#cursor = page.next;
    this.pending = Math.max(0, page.stats.pending - unsent());
  }
}

function key(item) {
  return item.reviewType + " " + item.productUrl;
}
