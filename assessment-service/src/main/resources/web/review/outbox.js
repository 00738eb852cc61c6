// Verdicts on their way to the server. They are sent again until the server has answered for each.
const RETRY_AFTER_MS = 4000;

export class Outbox {
  #unsent = [];
  #sending = false;
  #changed;
  #refused;

  /** `changed` is called when the number of unsent verdicts changes, `refused` with the reason of a refused one. */
  constructor(changed, refused) {
    this.#changed = changed;
    this.#refused = refused;
    addEventListener("online", () => this.send());
    addEventListener("beforeunload", (event) => {
      if (this.#unsent.length > 0) {
        event.preventDefault();
      }
    });
  }

  get size() {
    return this.#unsent.length;
  }

  add(verdict) {
    this.#unsent.push(verdict);
    this.send();
  }

  async send() {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    try {
      while (this.#unsent.length > 0) {
        await this.#sendFirst();
      }
    } catch {
      setTimeout(() => this.send(), RETRY_AFTER_MS);
    } finally {
      this.#sending = false;
      this.#changed();
    }
  }

  async #sendFirst() {
    const verdict = { ...this.#unsent[0], deviceNow: new Date().toISOString() };
    const response = await fetch("/api/assessments", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(verdict),
    });
    if (response.status >= 500 || response.status === 401 || response.status === 429) {
      throw new Error("not now: " + response.status);
    }
    const answer = await response.json();
    this.#unsent.shift();
    if (!response.ok) {
      this.#refused(answer.detail);
    }
  }
}

/** A UUIDv7: the time in milliseconds, then chance. crypto.randomUUID would need a page that came over https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  new DataView(bytes.buffer).setUint16(0, Math.floor(now / 2 ** 32));
  new DataView(bytes.buffer).setUint32(2, now % 2 ** 32);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
