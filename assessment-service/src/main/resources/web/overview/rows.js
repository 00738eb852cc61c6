// What all lists of the page have in common.
import { element } from "/open/dom.js";

/** Shows a part only where it is another than before, so that nothing moves under a hand without a reason. */
export class ChangesOnly {
  #shown = new Map();

  show(name, value, how) {
    const text = JSON.stringify(value);
    if (this.#shown.get(name) !== text) {
      this.#shown.set(name, text);
      how(value);
    }
  }
}

/** Lays a list anew; what had the focus has it again. */
export function lay(list, children) {
  const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
  list.replaceChildren(...children);
  if (focused !== "") {
    document.getElementById(focused)?.focus();
  }
}

/** A row of a list: what it is, what there is to say about it, and what can be done. */
export function row(title, lines, ...more) {
  const told = lines
    .filter((line) => line.length > 0)
    .map((line) => element("p", { className: "quiet" }, ...line.flatMap((part, at) => (at === 0 ? [part] : [" · ", part]))));
  return element("li", {}, element("div", {}, element("p", { className: "title", textContent: title }), ...told), ...more);
}

export function nothing(text) {
  return element("li", {}, element("p", { className: "quiet", textContent: text }));
}
