// The sheet in which a reviewer chooses what to see, with how much waits of each.
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";

const PRIORITIES = ["high", "normal", "low"];
const FIELDS = [
  { name: "reviewType", counted: "pendingByReviewType", usual: ["modesty", "duplication"], label: (value) => say("review_" + value) },
  { name: "priority", counted: "pendingByPriority", usual: PRIORITIES, label: (value) => (PRIORITIES.includes(value) ? say("priority_" + value) : value) },
  { name: "retailer", counted: "pendingByRetailer", usual: [], label: (value) => value },
  { name: "category", counted: "pendingByCategory", usual: [], label: (value) => value },
];

export class FilterSheet {
  #filter;
  #counts;
  #changed;

  constructor(filter, counts, changed) {
    this.#filter = filter;
    this.#counts = counts;
    this.#changed = changed;
    $("open-filter").addEventListener("click", () => this.open());
    $("no-filter").addEventListener("click", () => {
      this.clear();
      $("filter").close();
    });
    $("clear-filter").addEventListener("click", () => this.clear());
  }

  open() {
    this.#fill();
    $("filter").showModal();
  }

  clear() {
    this.#choose({});
  }

  #fill() {
    const fields = FIELDS.map((field) => this.#field(field));
    $("filter").querySelector(".fields").replaceChildren(...fields);
    $("no-filter").hidden = !this.#filter.isSet;
  }

  #field({ name, counted, usual, label }) {
    const counts = this.#counts.stats?.[counted] ?? {};
    const chosen = this.#filter.chosen[name];
    const values = [...new Set([...usual, ...Object.keys(counts).filter(Boolean), ...(chosen === "" ? [] : [chosen])])];
    const select = element(
      "select",
      { id: "filter-" + name },
      element("option", { value: "", textContent: say("all") }),
      ...values.map((value) =>
        element("option", { value, textContent: counts[value] === undefined ? label(value) : say("counted", label(value), counts[value]) }),
      ),
    );
    select.value = chosen;
    select.addEventListener("change", () => this.#choose({ ...this.#filter.chosen, [name]: select.value }));
    return element("p", { className: "field" }, element("label", { htmlFor: select.id, textContent: say(name) }), select);
  }

  #choose(chosen) {
    this.#filter.choose(chosen);
    $("no-filter").hidden = !this.#filter.isSet;
    this.#changed();
  }
}
