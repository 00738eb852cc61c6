// The menu: language, look, keys, and what this phone can do without a connection.
import { $, element } from "/open/dom.js";
import { choice, languageChoice, lookChoice } from "/open/choices.js";
import { say } from "/open/words.js";
import { keysAreOn, turnKeys } from "./keys.js";
import { install, isSecure, onInstallable } from "./offline.js";

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
      languageChoice(),
      lookChoice(),
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
