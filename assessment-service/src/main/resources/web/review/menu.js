// The menu: language, look, keys, and what this phone can do without a connection.
import { language, say, speak } from "/open/words.js";
import { $, element } from "./dom.js";
import { keysAreOn, turnKeys } from "./keys.js";
import { install, isSecure, onInstallable } from "./offline.js";

const LOOK = "tandem.look";

export class Menu {
  #store;
  #queue;
  #pictures;

  constructor(store, queue, pictures) {
    this.#store = store;
    this.#queue = queue;
    this.#pictures = pictures;
    $("open-menu").addEventListener("click", () => {
      this.#fillState();
      $("menu").showModal();
    });
    pictures.addEventListener("change", () => $("menu").open && this.#fillState());
    $("install").addEventListener("click", install);
    onInstallable((can) => ($("install").hidden = !can));
    turnKeys(keysAreOn());
    $("choices").append(
      choice("language", [["en", "English"], ["de", "Deutsch"]], language, speak),
      choice("look", ["system", "light", "dark"].map((look) => [look, say("look_" + look)]), lookNow(), wear),
      choice("keys", [["on", say("keysOn")], ["off", say("keysOff")]], keysAreOn() ? "on" : "off", (value) => turnKeys(value === "on")),
    );
  }

  #fillState() {
    const atHand = this.#queue.coming.length + (this.#queue.current === undefined ? 0 : 1);
    const states = [
      [this.#store.durable, say(this.#store.durable ? "keepsVerdicts" : "keepsNothing")],
      [isSecure, say(isSecure ? "startsOffline" : "needsHttps")],
      [isSecure && this.#pictures.missing === 0, isSecure ? say("productsAtHand", atHand, this.#pictures.missing) : say("productsWithoutPictures", atHand)],
    ];
    $("offline-state").replaceChildren(...states.map(([good, text]) => element("li", { className: good ? "good" : "lacking", textContent: text })));
  }
}

function choice(name, options, chosen, choose) {
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
