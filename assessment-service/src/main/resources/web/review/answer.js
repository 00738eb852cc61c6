// Where the reviewer answers: clothing type, note, verdict; by tap, swipe or key.
import { $ } from "/open/dom.js";
import { askForClothingType, chosenClothingType, layClothingTypes, preselectClothingType } from "./clothing.js";
import { onKeys } from "./keys.js";
import { turnPicture } from "./product.js";
import { onSwipe } from "./swipe.js";

/** After a verdict the buttons rest for a moment, so that a double tap does not judge what nobody has seen yet. */
const REST_MS = 250;

const SWIPES = {
  modesty: { left: "not_modest", up: "moderately_modest", right: "modest" },
  duplication: { left: "duplicate", right: "not_duplicate" },
};

export class Answer {
  #asked;
  #given;
  #restUntil = 0;

  /** `given` is called with the choice, `undo` and `later` when these are wanted. */
  constructor({ given, undo, later }) {
    this.#given = given;
    layClothingTypes();
    $("answer").addEventListener("submit", (event) => event.preventDefault());
    for (const button of document.querySelectorAll("[data-decision]")) {
      button.addEventListener("click", () => this.#give(button.dataset.decision));
    }
    $("undo").addEventListener("click", undo);
    $("later").addEventListener("click", later);
    $("add-note").addEventListener("click", () => this.#openNote());
    onSwipe($("product"), $("facts"), (direction) => this.#decisionOf(direction), (decision) => this.#give(decision));
    onKeys({
      1: () => this.#give(this.#decisionOf("left")),
      2: () => this.#give(this.#decisionOf("up")),
      3: () => this.#give(this.#decisionOf("right")),
      u: undo,
      l: later,
      n: () => this.#openNote(),
      o: () => $("facts").querySelector(".link").click(),
      ArrowLeft: () => turnPicture(-1),
      ArrowRight: () => turnPicture(1),
    });
  }

  /** Asks about a product: nothing is left of what was chosen for the one before. */
  ask(item) {
    this.#asked = item;
    for (const group of document.querySelectorAll("[data-review]")) {
      group.hidden = group.dataset.review !== item.reviewType;
    }
    $("clothing").hidden = item.reviewType !== "modesty";
    $("hint").hidden = true;
    preselectClothingType(item);
    $("note").value = item.chosenNote ?? "";
    this.#showNote($("note").value !== "");
  }

  #decisionOf(direction) {
    return SWIPES[this.#asked?.reviewType]?.[direction];
  }

  #give(decision) {
    if (decision === undefined || $("assess").hidden || performance.now() < this.#restUntil) {
      return;
    }
    const asksForType = this.#asked.reviewType === "modesty";
    const clothingType = asksForType ? chosenClothingType() : null;
    if (asksForType && clothingType === null) {
      askForClothingType();
      return;
    }
    this.#rest();
    this.#given({ decision, clothingType, notes: $("note").value.trim() });
  }

  #rest() {
    this.#restUntil = performance.now() + REST_MS;
    $("answer").dataset.resting = "";
    setTimeout(() => delete $("answer").dataset.resting, REST_MS);
  }

  #openNote() {
    this.#showNote(true);
    $("note").focus();
  }

  #showNote(shown) {
    $("note-field").hidden = !shown;
    $("add-note").hidden = shown;
    $("add-note").ariaExpanded = String(shown);
  }
}
