// Shows the product that is to be assessed; for a suspected duplicate beside the product that it may be.
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";
import { Gallery } from "./gallery.js";
import { matchOf } from "./match.js";

const gallery = new Gallery($("gallery"));
const matchGallery = new Gallery($("match-gallery"));

export function showProduct(item) {
  const isPair = item.reviewType === "duplication";
  const match = isPair ? matchOf(item) : null;
  $("product").classList.toggle("pair", isPair);
  gallery.show(picturesOf(item), titleOf(item));
  showFacts($("facts"), isPair ? say("newProduct") : (item.brand ?? ""), item);
  for (const part of ["match-gallery", "match-facts", "reasons"]) {
    $(part).hidden = match === null;
  }
  if (match !== null) {
    matchGallery.show(match.pictures, match.title ?? say("untitled"));
    showFacts($("match-facts"), say("knownProduct"), match);
    $("reasons").replaceChildren(...match.reasons.flatMap(reason));
    $("reasons").hidden = match.reasons.length === 0;
  }
}

export function turnPicture(by) {
  gallery.turn(by);
}

export function titleOf(item) {
  return item.title ?? say("untitled");
}

/** Where the service hands out the product's pictures. */
export function picturesOf(item) {
  return item.pictures ?? [];
}

export function priceOf(text) {
  return /^\d/.test(text ?? "") ? "$" + text : (text ?? "");
}

function showFacts(root, eyebrow, product) {
  const part = (name) => root.querySelector("." + name);
  part("eyebrow").textContent = eyebrow;
  part("title").textContent = titleOf(product);
  part("price").textContent = priceOf(product.price);
  const was = priceOf(product.originalPrice);
  part("was").textContent = was === priceOf(product.price) ? "" : was;
  part("shop").textContent = [product.retailer, product.category].filter(Boolean).join(" · ");
  const usable = /^https?:\/\//.test(product.productUrl ?? "");
  part("link").hidden = !usable;
  part("link").textContent = usable ? say("seeInShop") : "";
  if (usable) {
    part("link").href = product.productUrl;
    part("link").ariaLabel = say("seeTitleInShop", titleOf(product));
  }
}

function reason({ name, value }) {
  return [element("dt", { textContent: name }), element("dd", { textContent: value })];
}
