// What the reviewer should know besides the product, each thing once, in a calm place.
import { $, element } from "/open/dom.js";

const shown = new Map();

/** Shows a notice under a name, in place of the one that stood there. `action` is `{ name, run }`. */
export function notice(name, text, { action, urgent = false } = {}) {
  if (shown.get(name)?.dataset.text === text) {
    return;
  }
  const made = element("p", { className: urgent ? "notice urgent" : "notice" }, element("span", { textContent: text }));
  made.dataset.text = text;
  made.dataset.name = name;
  if (action !== undefined) {
    const button = element("button", { type: "button", className: "plain", textContent: action.name });
    button.addEventListener("click", action.run);
    made.append(button);
  }
  const before = shown.get(name);
  shown.set(name, made);
  if (before === undefined) {
    $("notices").append(made);
  } else {
    before.replaceWith(made);
  }
}

export function noNotice(name) {
  shown.get(name)?.remove();
  shown.delete(name);
}
