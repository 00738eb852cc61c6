// A product's pictures side by side, swiped through by the browser's own scrolling.
import { element, icon } from "/open/dom.js";
import { say } from "/open/words.js";

const PLACEHOLDER = "/open/placeholder.svg";

export class Gallery {
  #root;
  #strip = element("ul", { className: "strip" });
  #dots = element("p", { className: "dots", ariaHidden: "true" });
  #back = this.#button("left", -1);
  #on = this.#button("right", 1);
  #at = 0;

  constructor(root) {
    this.#root = root;
    this.#strip.addEventListener("scroll", () => this.#mark(this.#seen()), { passive: true });
    root.append(this.#strip, this.#back, this.#on, this.#dots);
  }

  /** Shows these pictures, the first one first. Where one fails, or there is none, stands a placeholder. */
  show(pictures, title) {
    const addresses = pictures.length === 0 ? [PLACEHOLDER] : pictures;
    this.#strip.replaceChildren(
      ...addresses.map((address, index) => element("li", {}, this.#picture(address, index, addresses.length, title))),
    );
    this.#dots.replaceChildren(...addresses.map(() => element("span")));
    this.#root.classList.toggle("single", addresses.length === 1);
    if (addresses.length === 1) {
      this.#strip.removeAttribute("tabindex");
      this.#strip.removeAttribute("aria-label");
    } else {
      this.#strip.tabIndex = 0;
      this.#strip.ariaLabel = say("pictures", addresses.length);
    }
    if (this.#at > 0) {
      this.#strip.scrollTo({ left: 0, behavior: "instant" });
    }
    this.#mark(0);
  }

  /** Goes on, or back with -1, by one picture. */
  turn(by) {
    this.#strip.children[this.#at + by]?.scrollIntoView({ block: "nearest", inline: "start" });
  }

  #seen() {
    return Math.round(this.#strip.scrollLeft / Math.max(1, this.#strip.clientWidth));
  }

  #picture(address, index, count, title) {
    const picture = element("img", { decoding: "async", draggable: false, referrerPolicy: "no-referrer" });
    picture.alt = address === PLACEHOLDER ? say("noPicture") : say("picture", title, index + 1, count);
    picture.classList.toggle("placeholder", address === PLACEHOLDER);
    picture.addEventListener("error", () => replace(picture), { once: true });
    picture.src = address;
    return picture;
  }

  #button(direction, by) {
    const button = element("button", { type: "button", className: direction, ariaLabel: say(direction) }, icon(direction));
    button.addEventListener("click", () => this.turn(by));
    return button;
  }

  /** Told, not measured, where a product is shown anew: measuring would lay the page out once more. */
  #mark(index) {
    this.#at = index;
    [...this.#dots.children].forEach((dot, at) => dot.classList.toggle("here", at === index));
    this.#back.disabled = index === 0;
    this.#on.disabled = index >= this.#strip.children.length - 1;
  }
}

function replace(picture) {
  picture.classList.add("placeholder");
  picture.alt = say("noPicture");
  picture.src = PLACEHOLDER;
}
