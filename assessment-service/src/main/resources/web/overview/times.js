// Times as people tell them: how long ago, and exactly where one asks for it.
import { element } from "/open/dom.js";
import { language } from "/open/words.js";

const EXACT = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const AGO = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const STEPS = [
  [60, 60, "minute"],
  [3600, 24, "hour"],
  [86400, 30, "day"],
  [2592000, 12, "month"],
  [31536000, Infinity, "year"],
];

export function exactly(instant) {
  return EXACT.format(new Date(instant));
}

/** An element that tells how long ago that was. */
export function ago(instant) {
  return element("time", { dateTime: instant, title: exactly(instant), className: "ago", textContent: since(instant) });
}

/** Time goes on, also where nothing else changes. */
export function tick() {
  for (const each of document.querySelectorAll("time.ago")) {
    const text = since(each.dateTime);
    if (each.textContent !== text) {
      each.textContent = text;
    }
  }
}

function since(instant) {
  const seconds = Math.max(0, (Date.now() - Date.parse(instant)) / 1000);
  const [length, , unit] = STEPS.find(([each, most]) => seconds / each < most);
  return AGO.format(-Math.floor(seconds / length), unit);
}
