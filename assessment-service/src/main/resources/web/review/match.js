// What a catalog run noted about the product that a new one may be, under the names that its DESIGN.md fixes.
import { say } from "/open/words.js";

/** The suspected match of a queue item with what matched and how much, or null if nothing was noted. */
export function matchOf(item) {
  const noted = item.suspectedMatch;
  return (
    noted && {
      title: text(noted.title),
      price: text(noted.price),
      originalPrice: text(noted.original_price),
      productUrl: text(noted.url),
      pictures: item.matchPictures ?? [],
      reasons: reasonsOf(item, noted),
    }
  );
}

function reasonsOf(item, { strategy, confidence, price }) {
  return [
    typeof strategy === "string" && { name: say("matchedBy"), value: say("strategy", strategy) },
    typeof confidence === "number" && { name: say("confidence"), value: Math.round(confidence * 100) + "\u00a0%" },
    text(price) && item.price && { name: say("priceCompared"), value: say("prices", number(item.price), number(price)) },
  ].filter(Boolean);
}

/** Prices are texts or numbers, as the shop has them. */
function text(value) {
  return ["string", "number"].includes(typeof value) && value !== "" ? String(value) : null;
}

function number(price) {
  return Number.parseFloat(String(price).replace(/[^\d.]/g, ""));
}
