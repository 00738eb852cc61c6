// Brings verdicts to the server, in any order, as often as it takes. Its wake-ups are hints; the timer is the guarantee.
import { remove, send, Unpaired } from "/open/api.js";
import { notUndone, posted, State, undone } from "./verdict.js";

const BATCH = 50;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15000;

export class Sender extends EventTarget {
  #verdicts;
  #running = false;
  #again = false;
  #timer;
  #wait = FIRST_WAIT_MS;

  constructor(verdicts) {
    super();
    this.#verdicts = verdicts;
    addEventListener("online", () => this.wake());
    addEventListener("pageshow", () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
  }

  /** Sends what is unsent; what does not get through is tried again later, ever more patiently. */
  async wake() {
    this.#again = true;
    if (this.#running) {
      return;
    }
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      while (this.#again) {
        this.#again = false;
        await this.#runOnce();
      }
      this.#wait = FIRST_WAIT_MS;
      this.#tell("reached");
    } catch (trouble) {
      this.#tell(trouble instanceof Unpaired ? "unpaired" : "unreached");
      this.#tryLater(trouble.retryAfterMs);
    } finally {
      this.#running = false;
    }
  }

  async #runOnce() {
    for (let batch = this.#unposted(BATCH); batch.length > 0; batch = this.#unposted(BATCH)) {
      await this.#verdicts.markTried(batch);
      await this.#post(batch);
    }
    for (const verdict of this.#verdicts.unsent.filter(({ undoing }) => undoing)) {
      await this.#takeBack(verdict);
    }
  }

  #unposted(most) {
    return this.#verdicts.unsent.filter(({ state }) => state === State.PHONE).slice(0, most);
  }

  /** Each verdict of a list gets an answer of its own; a list refused as a whole says nothing about them. */
  async #post(batch) {
    const deviceNow = new Date().toISOString();
    const answers = await send("/api/assessments", batch.map((verdict) => posted(verdict, deviceNow)));
    await this.#verdicts.settle(answers, Date.now());
  }

  async #takeBack(verdict) {
    try {
      await remove("/api/assessments/" + verdict.id);
      await this.#verdicts.change([undone(verdict, Date.now())]);
    } catch (refused) {
      if (refused.status === 404) {
        await this.#verdicts.change([undone(verdict, Date.now())]);
      } else if (refused.status === 409) {
        await this.#verdicts.change([notUndone(verdict, refused.message)]);
      } else {
        throw refused;
      }
    }
  }

  #tryLater(retryAfterMs = 0) {
    this.#timer = setTimeout(() => this.wake(), Math.max(retryAfterMs, this.#wait));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
