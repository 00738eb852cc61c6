// The clothing type: preselected from what the scraper said, confirmed by the reviewer.
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";

export const CLOTHING_TYPES = ["dress", "top", "dress_top", "bottom", "outerwear", "other"];
const OTHER_NAMES = {
  dresses: "dress", gown: "dress", tops: "top", blouse: "top", shirt: "top", sweater: "top", bodysuit: "top",
  bottoms: "bottom", pants: "bottom", skirt: "bottom", jacket: "outerwear", coat: "outerwear",
};

/** Lays the choices out once. */
export function layClothingTypes() {
  $("clothing-types").replaceChildren(
    ...CLOTHING_TYPES.map((value) =>
      element("label", {}, element("input", { type: "radio", name: "clothing", value }), element("span", { textContent: say(value) })),
    ),
  );
}

export function preselectClothingType(item) {
  const suggested = suggestedClothingType(item);
  for (const radio of radios()) {
    radio.checked = radio.value === suggested;
  }
}

/** The type that stands chosen, or null. */
export function chosenClothingType() {
  return radios().find((radio) => radio.checked)?.value ?? null;
}

export function askForClothingType() {
  $("hint").hidden = false;
  radios()[0].focus();
}

/** The type that the product, or else its category, suggests, or null. */
export function suggestedClothingType(item) {
  const types = [item.chosenClothingType, item.clothingType, item.category]
    .map((word) => (word ?? "").trim().toLowerCase())
    .map((word) => OTHER_NAMES[word] ?? word);
  return types.find((type) => CLOTHING_TYPES.includes(type)) ?? null;
}

function radios() {
  return [...document.querySelectorAll("input[name=clothing]")];
}
