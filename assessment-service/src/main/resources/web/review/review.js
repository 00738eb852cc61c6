// The reviewer's page: puts its parts together.
import { Refused, Unpaired } from "/open/api.js";
import { $, announce, write } from "/open/dom.js";
import { noNotice, notice } from "/open/notices.js";
import { listen } from "/open/stream.js";
import { fillIn, say } from "/open/words.js";
import { Answer } from "./answer.js";
import { Counts, midnight } from "./counts.js";
import { FilterSheet } from "./filter-sheet.js";
import { Filter } from "./filter.js";
import { newId } from "./ids.js";
import { Menu } from "./menu.js";
import { isSecure, Pictures, startWorker } from "./offline.js";
import { picturesOf, showProduct, titleOf } from "./product.js";
import { Queue } from "./queue.js";
import { Sender } from "./sender.js";
import { openStore } from "./store.js";
import { Today } from "./today.js";
import { State } from "./verdict.js";
import { Verdicts } from "./verdicts.js";

const LOOK_AGAIN_MS = 60000;

fillIn(document);
const store = await openStore();
const filter = new Filter(store);
await filter.restore();
const verdicts = new Verdicts(store);
await verdicts.load(Date.now());
const counts = new Counts(verdicts, filter);
const queue = new Queue(store, verdicts, filter, counts);
const sender = new Sender(verdicts);
const pictures = new Pictures();
const answer = new Answer({ given: give, undo: undoLatest, later: putOff });
let shown;
let counting;

new FilterSheet(filter, counts, () => {
  queue.refilter();
  refill();
});
new Today(verdicts, undo);
new Menu(store, queue, pictures);

queue.addEventListener("change", show);
counts.addEventListener("change", showCounts);
verdicts.addEventListener("change", showUndo);
sender.addEventListener("reached", () => {
  noNotice("unreached");
  showRefused();
  counts.refreshSoon();
});
sender.addEventListener("unreached", tellUnreached);
sender.addEventListener("unpaired", tellUnpaired);
$("undo-last").addEventListener("click", undoLatest);

await queue.restore();
show();
showUndo();
await refill();
sender.wake();
listen("/api/stream", {
  connected: () => {
    pictures.retry();
    refill();
    sender.wake();
  },
  stats: () => counts.refreshSoon(),
  assessed: ({ items }) => queue.remove(items),
  withdrawn: ({ items }) => queue.remove(items),
  requested: refill,
  refresh: refill,
  revoked: tellUnpaired,
});
setInterval(() => {
  if (!document.hidden) {
    refill();
  }
}, LOOK_AGAIN_MS);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    fetch("/api/queue/claims", { method: "DELETE", keepalive: true }).catch(() => {});
  } else {
    refill();
  }
});
addEventListener("beforeunload", (event) => {
  if (!store.durable && counts.unsent > 0) {
    event.preventDefault();
  }
});
if (!store.durable) {
  notice("store", say("keepsNothing"), { urgent: true });
}
startWorker(() => notice("renewed", say("renewed"), { action: { name: say("reload"), run: () => location.reload() } }))
  .then(() => pictures.keep(atHand()))
  .catch(() => {});

function give(choice) {
  const item = queue.current;
  const kept = verdicts.give(newId(), item, choice, Date.now());
  announce(say("given", say(choice.decision), queue.current === undefined ? "" : titleOf(queue.current)));
  kept.then(() => sender.wake()).catch(() => notice("store", say("notKept"), { urgent: true }));
  if (queue.runsLow) {
    refill();
  }
}

function undoLatest() {
  const latest = verdicts.latest(Date.parse(midnight()));
  if (latest !== undefined) {
    undo(latest);
  }
}

/** The product comes back as it was answered, so that a slip of the finger is mended by one more tap. */
async function undo(verdict) {
  const { item, clothingType, notes } = verdict;
  const kept = verdicts.takeBack(verdict, Date.now());
  queue.bringBack({ ...item, chosenClothingType: clothingType, chosenNote: notes });
  announce(say("undone", titleOf(item)));
  await kept;
  sender.wake();
}

function putOff() {
  if (queue.current !== undefined) {
    queue.putOff();
    announce(queue.current === undefined ? "" : say("next", titleOf(queue.current)));
  }
}

async function refill() {
  try {
    await queue.fill();
    noNotice("unreached");
    noNotice("unpaired");
  } catch (trouble) {
    tellTrouble(trouble);
  }
  pictures.keep(atHand()).catch(() => {});
}

function tellTrouble(trouble) {
  if (trouble instanceof Unpaired) {
    tellUnpaired();
  } else if (trouble instanceof Refused) {
    notice("refused", trouble.message, { urgent: true });
  } else {
    tellUnreached();
  }
}

function tellUnreached() {
  notice("unreached", say("unreached"));
}

function tellUnpaired() {
  noNotice("unreached");
  notice("unpaired", say("unpaired", counts.unsent), { urgent: true });
}

function showRefused() {
  const refused = verdicts.since(Date.parse(midnight())).find(({ state }) => state === State.REFUSED);
  if (refused !== undefined) {
    const text = say("refused", titleOf(refused.item), refused.reason);
    notice("refused", text, { urgent: true, action: { name: say("close"), run: () => noNotice("refused") } });
  }
}

function atHand() {
  return queue.current === undefined ? queue.coming : [queue.current, ...queue.coming];
}

function show() {
  const item = queue.current;
  $("assess").hidden = item === undefined;
  $("nothing").hidden = item !== undefined;
  showCounts();
  if (item === undefined) {
    showNothing();
  } else if (item !== shown) {
    showProduct(item);
    answer.ask(item);
    $("assess").classList.remove("arriving");
    requestAnimationFrame(() => $("assess").classList.add("arriving"));
    preload(queue.coming[0]);
  }
  shown = item;
  if (queue.currentIsGone) {
    notice("gone", say("gone"), { action: { name: say("nextOne"), run: () => queue.giveUp() } });
  } else {
    noNotice("gone");
  }
}

function preload(item) {
  for (const address of item === undefined ? [] : picturesOf(item)) {
    new Image().src = address;
  }
}

function showNothing() {
  const known = counts.stats !== null;
  $("nothing-title").textContent = say(known ? "nothingWaits" : "notLoaded");
  $("nothing-text").textContent = say(filter.isSet ? "nothingPasses" : known ? "newOnesAppear" : "needsConnectionOnce");
  $("clear-filter").hidden = !filter.isSet;
}

/** Once for all that has changed in one go. */
function showCounts() {
  counting ??= Promise.resolve().then(() => {
    counting = undefined;
    const { pending, doneToday, doneInAll, unsent } = counts;
    write($("pending"), pending === null ? "" : say("pending", pending));
    write($("progress"), say("progress", doneToday, doneInAll, unsent));
    write($("unsent"), String(unsent));
    $("unsent").hidden = unsent === 0;
    $("open-filter").classList.toggle("set", filter.isSet);
    document.title = pending ? say("titleWith", pending) : "Tandem";
  });
}

function showUndo() {
  const latest = verdicts.latest(Date.parse(midnight()));
  $("undo").disabled = latest === undefined;
  $("undo").ariaLabel = latest === undefined ? say("undo") : say("undoOf", titleOf(latest.item));
  $("undo-last").hidden = latest === undefined;
}

document.documentElement.dataset.ready = isSecure ? "secure" : "plain";
