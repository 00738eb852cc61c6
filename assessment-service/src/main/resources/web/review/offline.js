// What a phone needs to work without a connection: the service worker with the page, and the pictures of what comes next.
import { picturesOf } from "./product.js";

const PICTURES = "pictures";
const SPARE_PICTURES = 200;
const AT_ONCE = 3;

/** What works here: an install and a start without a connection need a page that came over https. */
export const isSecure = window.isSecureContext && "serviceWorker" in navigator;

let prompt = null;
const installers = new Set();
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  installers.forEach((tell) => tell(true));
});

/** Calls back whether the browser offers to install the page, now and whenever that changes. */
export function onInstallable(tell) {
  installers.add(tell);
  tell(prompt !== null);
}

export async function install() {
  await prompt?.prompt();
  prompt = null;
  installers.forEach((tell) => tell(false));
}

/** Starts the service worker; `renewed` is called when a newer page has been fetched, and stands ready for the next start. */
export async function startWorker(renewed) {
  if (!isSecure) {
    return;
  }
  navigator.serviceWorker.addEventListener("message", ({ data }) => data === "renewed" && renewed());
  await navigator.serviceWorker.register("/service-worker.js", { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage("renew");
  navigator.storage?.persist?.();
}

/** Keeps all pictures of these products at hand, and drops the oldest that no product needs. */
export class Pictures extends EventTarget {
  #wanted = [];
  #failed = new Set();
  #running = false;
  missing = 0;

  async keep(items) {
    if (!isSecure) {
      return;
    }
    this.#wanted = [...new Set(items.flatMap(picturesOf))].filter((address) => address.startsWith("/"));
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      await this.#fetchMissing(await caches.open(PICTURES));
    } finally {
      this.#running = false;
    }
  }

  /** Lets those that could not be had be tried again. */
  retry() {
    this.#failed.clear();
  }

  async #fetchMissing(cache) {
    const kept = new Set((await cache.keys()).map(({ url }) => pathOf(url)));
    const isMissing = (address) => !kept.has(address) && !this.#failed.has(address);
    for (let next = this.#wanted.filter(isMissing); next.length > 0; next = this.#wanted.filter(isMissing)) {
      this.#count(next.length);
      await Promise.all(next.slice(0, AT_ONCE).map((address) => this.#fetch(cache, address, kept)));
    }
    this.#count(0);
    await this.#trim(cache);
  }

  async #fetch(cache, address, kept) {
    try {
      await cache.add(address);
      kept.add(address);
    } catch {
      this.#failed.add(address);
    }
  }

  async #trim(cache) {
    const wanted = new Set(this.#wanted);
    const spare = (await cache.keys()).filter(({ url }) => !wanted.has(pathOf(url)));
    await Promise.all(spare.slice(0, Math.max(0, spare.length - SPARE_PICTURES)).map((request) => cache.delete(request)));
  }

  #count(missing) {
    this.missing = missing;
    this.dispatchEvent(new Event("change"));
  }
}

function pathOf(url) {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
