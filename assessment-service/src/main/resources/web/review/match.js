// What a catalog run noted about the product that a new one may be. Runs of several ages wrote it, each with its own names.
import { say } from "/open/words.js";

const INSIDE = ["match", "product", "matched_product", "existing_product", "matchedProduct"];
const NAMES = {
  title: ["title", "matched_title", "match_title", "name"],
  productUrl: ["url", "product_url", "matched_url", "match_url", "productUrl"],
  price: ["price", "matched_price", "match_price"],
  originalPrice: ["original_price", "originalPrice"],
  retailer: ["retailer"],
  category: ["category"],
};
const STRATEGY = ["strategy", "match_type", "matchType", "matched_by", "matchedBy", "method", "reason", "match_reason"];
const CONFIDENCE = ["confidence", "confidence_score", "score", "similarity", "similarity_score", "match_confidence"];

/** The suspected match of a queue item with what matched and how much, or null if nothing was noted. */
export function matchOf(item) {
  const noted = Array.isArray(item.suspectedMatch) ? item.suspectedMatch[0] : item.suspectedMatch;
  if (noted === null || typeof noted !== "object") {
    return null;
  }
  const flat = INSIDE.reduce((all, name) => ({ ...all, ...object(noted[name]) }), { ...noted });
  const match = Object.fromEntries(Object.entries(NAMES).map(([name, names]) => [name, text(flat, names)]));
  return { ...match, pictures: item.matchPictures ?? [], reasons: reasonsOf(item, match, flat) };
}

function reasonsOf(item, match, flat) {
  const strategy = text(flat, STRATEGY);
  const confidence = percent(text(flat, CONFIDENCE));
  const titles = percent(text(flat, ["title_similarity", "titleSimilarity"]));
  return [
    strategy && { name: say("matchedBy"), value: say("strategy", strategy) },
    confidence && { name: say("confidence"), value: confidence },
    titles && { name: say("titleSimilarity"), value: titles },
    match.price && item.price && { name: say("priceCompared"), value: say("prices", number(item.price), number(match.price)) },
  ].filter(Boolean);
}

function text(from, names) {
  const value = names.map((name) => from[name]).find((found) => ["string", "number"].includes(typeof found));
  return value === undefined || value === "" ? null : String(value);
}

/** 0.92, 92 and "92 %" are all meant as 92 %. */
function percent(given) {
  const value = Number.parseFloat(given ?? "");
  return Number.isNaN(value) ? null : Math.round(value <= 1 ? value * 100 : value) + "\u00a0%";
}

function number(price) {
  return Number.parseFloat(String(price).replace(/[^\d.]/g, ""));
}

function object(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
