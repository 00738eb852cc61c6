// The list of today's verdicts, each with where it is, and a way to take it back.
import { $, element } from "/open/dom.js";
import { language, say } from "/open/words.js";
import { midnight } from "./counts.js";
import { picturesOf, titleOf } from "./product.js";
import { canBeTakenBack, State } from "./verdict.js";

const CLOCK = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });

export class Today {
  #verdicts;
  #undo;

  constructor(verdicts, undo) {
    this.#verdicts = verdicts;
    this.#undo = undo;
    $("open-today").addEventListener("click", () => {
      this.#fill();
      $("today").showModal();
    });
    verdicts.addEventListener("change", () => $("today").open && this.#fill());
  }

  #fill() {
    const verdicts = this.#verdicts.since(Date.parse(midnight()));
    $("today-summary").textContent = verdicts.length === 0 ? say("nothingToday") : say("onThisPhone", this.#verdicts.unsent.length);
    const focused = document.activeElement?.closest("#today-list li")?.dataset.id;
    $("today-list").replaceChildren(...verdicts.map((verdict) => this.#entry(verdict)));
    if (focused !== undefined) {
      ($("today-list").querySelector(`[data-id="${focused}"] button`) ?? $("today").querySelector(".strong")).focus();
    }
  }

  #entry(verdict) {
    const { id, item, decision, clothingType, notes } = verdict;
    const picture = element("img", { alt: "", src: picturesOf(item)[0] ?? "/open/placeholder.svg", loading: "lazy", width: 48, height: 64 });
    picture.addEventListener("error", () => (picture.src = "/open/placeholder.svg"), { once: true });
    const entry = element(
      "li",
      {},
      picture,
      element(
        "div",
        {},
        element("p", { className: "title", textContent: titleOf(item) }),
        element("p", { className: "decision", textContent: [say(decision), clothingType && say(clothingType), notes].filter(Boolean).join(" · ") }),
        element("p", { className: "state " + stateOf(verdict) }, stateText(verdict)),
      ),
    );
    entry.dataset.id = id;
    if (canBeTakenBack(verdict)) {
      const undo = element("button", { type: "button", className: "plain", textContent: say("undo"), ariaLabel: say("undoOf", titleOf(item)) });
      undo.addEventListener("click", () => this.#undo(verdict));
      entry.append(undo);
    }
    return entry;
  }
}

function stateOf({ state, undoing }) {
  return undoing ? "undoing" : state;
}

function stateText(verdict) {
  const at = CLOCK.format(new Date(verdict.assessedAt));
  const explained = verdict.state === State.REFUSED && verdict.reason !== "" ? ": " + verdict.reason : "";
  return say("at", at) + " · " + say("state_" + stateOf(verdict)) + explained;
}
