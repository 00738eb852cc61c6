// Keeps the page at hand: it starts from the phone, with or without a connection, and looks for a newer one afterwards.
const SHELL = "shell";
const PICTURES = "pictures";
const PAGE = "/review";
const FILES = [
  "/review",
  "/open/api.js",
  "/open/base.css",
  "/open/choices.js",
  "/open/dom.js",
  "/open/icon-180.png",
  "/open/icon-192.png",
  "/open/icon-512.png",
  "/open/icon-maskable-512.png",
  "/open/icon.svg",
  "/open/lib/idb/idb.js",
  "/open/manifest.json",
  "/open/notices.js",
  "/open/placeholder.svg",
  "/open/sheet.css",
  "/open/stream.js",
  "/open/theme.js",
  "/open/words.js",
  "/open/words/de.js",
  "/open/words/en.js",
  "/review/answer.css",
  "/review/answer.js",
  "/review/clothing.js",
  "/review/counts.js",
  "/review/filter-sheet.js",
  "/review/filter.js",
  "/review/gallery.js",
  "/review/ids.js",
  "/review/keys.js",
  "/review/match.js",
  "/review/menu.js",
  "/review/offline.js",
  "/review/product.js",
  "/review/queue.js",
  "/review/review.css",
  "/review/review.js",
  "/review/sender.js",
  "/review/sheet.css",
  "/review/store.js",
  "/review/swipe.js",
  "/review/today.js",
  "/review/verdict.js",
  "/review/verdicts.js",
];

addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(renew());
});

addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

addEventListener("message", (event) => {
  if (event.data === "renew") {
    event.waitUntil(renew().catch(() => {}));
  }
});

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (pathname === "/api/images") {
    event.respondWith(keptFirst(PICTURES, event.request));
  } else if (pathname === PAGE) {
    event.respondWith(keptFirst(SHELL, pathname));
  } else if (FILES.includes(pathname)) {
    event.respondWith(forPage(event, pathname));
  }
});

/** Other pages of this origin share some of the files, and want them as the service has them now. */
async function forPage(event, pathname) {
  const client = await self.clients.get(event.clientId);
  const isOurs = client === undefined || new URL(client.url).pathname === PAGE;
  return isOurs ? keptFirst(SHELL, pathname) : fetch(event.request);
}

/** Fetches all files, and takes them over together: half of a new page never meets half of an old one. */
async function renew() {
  const shell = await caches.open(SHELL);
  const fetched = await Promise.all(FILES.map(fetchNow));
  const changed = await Promise.all(fetched.map(async ([file, response]) => !(await isSame(await shell.match(file), response))));
  if (!changed.includes(true)) {
    return;
  }
  const isFirst = (await shell.keys()).length === 0;
  await Promise.all(fetched.map(([file, response]) => shell.put(file, response)));
  if (!isFirst) {
    const pages = await self.clients.matchAll();
    pages.forEach((page) => page.postMessage("renewed"));
  }
}

async function fetchNow(file) {
  const response = await fetch(file, { cache: "no-cache" });
  if (!response.ok || response.redirected) {
    throw new Error(`${file}: ${response.status}`);
  }
  return [file, response];
}

async function isSame(kept, fetched) {
  return kept !== undefined && (await kept.clone().text()) === (await fetched.clone().text());
}

async function keptFirst(name, request) {
  const cache = await caches.open(name);
  return (await cache.match(request)) ?? fetch(request);
}
