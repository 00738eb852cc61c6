// Which reviews this phone asks for; kept on the phone.
const KEPT = "filter";
const NONE = { reviewType: "", retailer: "", category: "", priority: "" };

export class Filter {
  #store;
  #chosen = NONE;

  constructor(store) {
    this.#store = store;
  }

  async restore() {
    this.#chosen = { ...NONE, ...(await this.#store.note(KEPT)) };
  }

  /** By the names that the API gives them; what is empty lets everything through. */
  get chosen() {
    return this.#chosen;
  }

  get isSet() {
    return Object.values(this.#chosen).some((value) => value !== "");
  }

  choose(chosen) {
    this.#chosen = { ...NONE, ...chosen };
    return this.#store.setNote(KEPT, this.#chosen);
  }

  /** As the server filters, for the time without it. */
  lets(item) {
    return Object.entries(this.#chosen).every(([name, wanted]) => wanted === "" || item[name] === wanted);
  }
}
