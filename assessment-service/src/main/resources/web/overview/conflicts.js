// Two verdicts that met and differed, side by side; the owner keeps one.
import { read, send } from "/open/api.js";
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";
import { confirmed } from "./confirm.js";
import { lay } from "./rows.js";
import { ago, exactly } from "./times.js";

const FIRST = 20;
const MORE = 100;

export class Conflicts {
  #act;
  #most = FIRST;
  #laptopName;

  constructor(act) {
    this.#act = act;
    $("more-conflicts").addEventListener("click", () => {
      this.#most += MORE;
      act(() => Promise.resolve(), "");
    });
  }

  /** As many as were asked for, page by page. */
  async read() {
    const items = [];
    let next = null;
    do {
      const page = await read("/api/owner/conflicts", { limit: Math.min(MORE, this.#most - items.length), cursor: next });
      items.push(...page.items);
      next = page.next;
    } while (next !== null && items.length < this.#most);
    return { items, next };
  }

  show({ items, next }, laptopName) {
    this.#laptopName = laptopName;
    const open = items.filter((conflict) => conflict.open);
    const settled = items.filter((conflict) => !conflict.open);
    $("no-conflicts").hidden = open.length > 0;
    lay($("open-conflicts"), open.map((conflict) => this.#card(conflict)));
    lay($("settled-conflicts"), settled.map((conflict) => this.#card(conflict)));
    $("settled").hidden = settled.length === 0;
    $("settled-title").textContent = say("settledOnes", settled.length);
    $("more-conflicts").hidden = next === null;
  }

  #card(conflict) {
    const title = conflict.title ?? say("untitled");
    return element(
      "article",
      { className: "conflict" },
      element("h3", {}, this.#product(conflict, title)),
      element("p", { className: "quiet" }, [conflict.retailer, say("review_" + conflict.reviewType)].filter(Boolean).join(" · "), " · ", ago(conflict.at)),
      element("div", { className: "sides" }, this.#side(conflict, "ours", title), this.#side(conflict, "theirs", title)),
      element("p", { className: "quiet", textContent: outcome(conflict) }),
    );
  }

  #product(conflict, title) {
    return /^https?:\/\//.test(conflict.productUrl)
      ? element("a", { href: conflict.productUrl, target: "_blank", rel: "noopener noreferrer", textContent: title })
      : title;
  }

  #side(conflict, name, title) {
    const side = conflict[name];
    const stands = conflict.stands === name;
    const who = side.reviewer ?? say("somebody");
    const where = side.here ? say("onPhone") : this.#laptopName(side.node);
    const made = element(
      "div",
      { className: stands ? "side stands" : "side" },
      element("p", { className: "decision " + side.decision, textContent: say(side.decision) }),
      element("p", {}, `${who} · ${where}`),
      element("p", { className: "quiet", textContent: side.at === null ? say("noTime") : exactly(side.at) }),
    );
    if (side.clothingType !== null) {
      made.append(element("p", { className: "quiet", textContent: say(side.clothingType) }));
    }
    if (side.notes) {
      made.append(element("p", { className: "notes", textContent: side.notes }));
    }
    if (stands) {
      made.append(element("p", { className: "badge", textContent: say("stands") }));
    }
    if (["ours", "theirs"].includes(conflict.stands) && (conflict.open || !stands)) {
      made.append(this.#button(conflict, name, title, `${say(side.decision)} (${who})`));
    }
    return made;
  }

  #button(conflict, name, title, verdict) {
    const button = element("button", { type: "button", id: `keep-${conflict.id}-${name}`, className: "plain", textContent: say("keep"), ariaLabel: say("keepOf", verdict, title) });
    button.addEventListener("click", async () => {
      if (await confirmed(say("confirmKeep", verdict, title), say("confirmKeepText"), say("keep"))) {
        await this.#act(() => send(`/api/owner/conflicts/${conflict.id}/keep`, { side: name }), say("kept", verdict, title));
      }
    });
    return button;
  }
}

function outcome({ open, stands, settledBy }) {
  if (stands === "another" || stands === "none") {
    return say("stands_" + stands);
  }
  return open ? say("waitsForChoice") : say("settled_" + settledBy.replace("-", "_"));
}
