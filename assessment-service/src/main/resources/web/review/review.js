import { newId, Outbox } from "./outbox.js";
import { chosenClothingType, showProduct } from "./product.js";
import { Queue } from "./queue.js";

const LOOK_AGAIN_MS = 15000;
const VERDICTS = {
  modesty: [
    { decision: "modest", label: "Modest", look: "yes" },
    { decision: "moderately_modest", label: "Moderately modest", look: "between" },
    { decision: "not_modest", label: "Not modest", look: "no" },
  ],
  duplication: [
    { decision: "duplicate", label: "Duplicate", look: "no" },
    { decision: "not_duplicate", label: "New product", look: "yes" },
  ],
};

const $ = (id) => document.getElementById(id);
const queue = new Queue();
const outbox = new Outbox(showCounts, (reason) => showTrouble("A verdict was not taken: " + reason));

function showTrouble(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = text === "";
}

function showCounts() {
  const unsent = outbox.size === 0 ? "" : ` · ${outbox.size} not sent yet`;
  $("pending").textContent = `${queue.pending} pending${unsent}`;
}

function showCurrent() {
  const item = queue.current;
  $("product").hidden = item === undefined;
  $("nothing").hidden = item !== undefined;
  showCounts();
  if (item === undefined) {
    return;
  }
  showProduct(item);
  $("clothing").hidden = item.reviewType !== "modesty";
  $("hint").hidden = true;
  $("verdicts").replaceChildren(...(VERDICTS[item.reviewType] ?? []).map(verdictButton));
}

function verdictButton(verdict) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = verdict.look;
  button.textContent = verdict.label;
  button.addEventListener("click", () => assess(verdict));
  return button;
}

function assess(verdict) {
  const item = queue.current;
  const asksForType = item.reviewType === "modesty";
  const clothingType = asksForType ? chosenClothingType() : null;
  if (asksForType && clothingType === null) {
    $("hint").hidden = false;
    $("clothing").querySelector("input").focus();
    return;
  }
  showTrouble("");
  queue.answer();
  outbox.add({
    id: newId(),
    productUrl: item.productUrl,
    reviewType: item.reviewType,
    decision: verdict.decision,
    clothingType,
    notes: null,
    assessedAt: new Date().toISOString(),
  });
  showCurrent();
  const next = queue.current;
  $("said").textContent = verdict.label + "." + (next === undefined ? "" : " Next: " + (next.title ?? "without a title"));
  refill();
}

async function refill() {
  const before = queue.current;
  try {
    await queue.fill(() => outbox.size);
    if (queue.current !== before || before === undefined) {
      showCurrent();
    } else {
      showCounts();
    }
  } catch {
    showTrouble("The service does not answer. Verdicts stay on this page and are sent when it does.");
  }
}

setInterval(() => {
  if (queue.current === undefined && !document.hidden) {
    refill();
  }
}, LOOK_AGAIN_MS);
refill();
