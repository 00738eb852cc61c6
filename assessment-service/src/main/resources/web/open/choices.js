// What a person chooses on this device: language, look, and whatever else a page lets them choose.
import { element } from "/open/dom.js";
import { language, say, speak } from "/open/words.js";

const LOOK = "tandem.look";

export function languageChoice() {
  return choice("language", [["en", "English"], ["de", "Deutsch"]], language, speak);
}

export function lookChoice() {
  return choice("look", ["system", "light", "dark"].map((look) => [look, say("look_" + look)]), lookNow(), wear);
}

/** A list to choose from, with its label. */
export function choice(name, options, chosen, choose) {
  const select = element("select", { id: "choose-" + name }, ...options.map(([value, text]) => element("option", { value, textContent: text })));
  select.value = chosen;
  select.addEventListener("change", () => choose(select.value));
  return element("p", { className: "field" }, element("label", { htmlFor: select.id, textContent: say(name) }), select);
}

function lookNow() {
  return document.documentElement.dataset.look ?? "system";
}

function wear(look) {
  if (look === "system") {
    delete document.documentElement.dataset.look;
  } else {
    document.documentElement.dataset.look = look;
  }
  try {
    localStorage.setItem(LOOK, look);
  } catch {
    // Worn for as long as the page is open.
  }
}
