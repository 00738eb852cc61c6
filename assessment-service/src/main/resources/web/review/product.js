// Shows one product. Everything it says comes from scrapers, so it is set as text, never as markup.
const CLOTHING_TYPES = [
  ["dress", "Dress"],
  ["top", "Top"],
  ["dress_top", "Dress top"],
  ["bottom", "Bottom"],
  ["outerwear", "Outerwear"],
  ["other", "Other"],
];
const OTHER_NAMES = {
  dresses: "dress", gown: "dress", tops: "top", blouse: "top", shirt: "top", sweater: "top", bodysuit: "top",
  bottoms: "bottom", pants: "bottom", skirt: "bottom", jacket: "outerwear", coat: "outerwear",
};

const $ = (id) => document.getElementById(id);
const picture = $("picture");

picture.addEventListener("error", () => {
  if (!picture.classList.contains("placeholder")) {
    showPlaceholder();
  }
});

/** The clothing type that stands chosen, or null. */
export function chosenClothingType() {
  return document.querySelector("input[name=clothing]:checked")?.value ?? null;
}

export function showProduct(item) {
  const title = item.title ?? "Without a title";
  $("title").textContent = title;
  $("brand").textContent = item.brand ?? "";
  $("retailer").textContent = item.retailer ?? "";
  $("category").textContent = item.category ?? "";
  $("price").textContent = price(item.price);
  $("original-price").textContent = item.originalPrice === item.price ? "" : price(item.originalPrice);
  showPicture(item.images[0], title);
  showLink(item.productUrl);
  showMatch(item.suspectedMatch);
  showClothingTypes(suggestedClothingType(item));
}

function showPicture(address, title) {
  if (address === undefined) {
    showPlaceholder();
    return;
  }
  picture.classList.remove("placeholder");
  picture.alt = title;
  picture.src = address;
}

function showPlaceholder() {
  picture.classList.add("placeholder");
  picture.alt = "No picture";
  picture.src = "/review/placeholder.svg";
}

function price(text) {
  return /^\d/.test(text ?? "") ? "$" + text : (text ?? "");
}

function showLink(url) {
  const usable = /^https?:\/\//.test(url);
  $("shop-link").hidden = !usable;
  if (usable) {
    $("shop-link").href = url;
  }
}

function showMatch(found) {
  const match = Array.isArray(found) ? found[0] : found;
  const title = match?.title ?? match?.url;
  $("match").hidden = title === undefined;
  $("match").textContent = title === undefined ? "" : "May be the same as: " + title;
}

/** The clothing type that the product, or else its category, suggests, or null. */
function suggestedClothingType(item) {
  for (const word of [item.clothingType, item.category]) {
    const name = (word ?? "").toLowerCase();
    const type = OTHER_NAMES[name] ?? name;
    if (CLOTHING_TYPES.some(([value]) => value === type)) {
      return type;
    }
  }
  return null;
}

function showClothingTypes(preselected) {
  $("clothing-types").replaceChildren(
    ...CLOTHING_TYPES.map(([value, name]) => {
      const label = document.createElement("label");
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "clothing";
      radio.value = value;
      radio.checked = value === preselected;
      label.append(radio, name);
      return label;
    }),
  );
}
