// What waits, which laptops come, and what could not be applied.
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";
import { lay, nothing, row } from "./rows.js";
import { ago } from "./times.js";

const SHOPS = 15;

export function showPending(kinds) {
  if (kinds.length === 0) {
    $("pending").replaceChildren(element("p", { className: "quiet", textContent: say("nothingWaits") }));
    return;
  }
  const types = [...new Set(kinds.map(({ reviewType }) => reviewType))].sort().reverse();
  const shops = [...new Set(kinds.map(({ retailer }) => retailer))];
  const count = (of) => kinds.filter(of).reduce((all, { waiting }) => all + waiting, 0);
  const line = (name, lets) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", textContent: name }),
      ...types.map((type) => element("td", { textContent: count((kind) => lets(kind) && kind.reviewType === type) })),
      element("td", { textContent: count(lets) }),
    );
  const [shown, rest] = [shops.slice(0, SHOPS), new Set(shops.slice(SHOPS))];
  const lines = shown.map((shop) => line(shop ?? say("noShop"), ({ retailer }) => retailer === shop));
  if (rest.size > 0) {
    lines.push(line(say("moreShops", rest.size), ({ retailer }) => rest.has(retailer)));
  }
  const names = [say("retailer"), ...types.map((type) => ["modesty", "duplication"].includes(type) ? say("review_" + type) : String(type)), say("together")];
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col", textContent: name })));
  $("pending").replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...lines)));
}

export function showLaptops(laptops, nameOf) {
  const rows = laptops.map(({ node, lastSync, lastSeenAt }) =>
    row(nameOf(node), [
      lastSync === null ? [say("noReceipt")] : [say("lastSync"), ago(lastSync.at)],
      lastSync === null ? [] : [say("syncDid", lastSync)],
      lastSeenAt === null ? [] : [say("lastSeen"), ago(lastSeenAt)],
    ]),
  );
  lay($("laptops"), rows.length > 0 ? rows : [nothing(say("noLaptops"))]);
}

export function showLetters(letters, nameOf) {
  const latest = letters?.latest ?? [];
  const rows = latest.map(({ cause, topic, partition, offset, node, at }) =>
    row(cause, [[nameOf(node), ago(at)], [say("recordAt", topic, partition, offset)]]),
  );
  lay($("letters"), rows.length > 0 ? rows : [nothing(say(letters === null ? "notKnownYet" : "noLetters"))]);
  $("letters-hint").hidden = rows.length === 0;
}
