// The owner's page: asks for what there is to know, and shows what has changed.
import { read, Refused, Unpaired } from "/open/api.js";
import { languageChoice, lookChoice } from "/open/choices.js";
import { $, announce, write } from "/open/dom.js";
import { noNotice, notice } from "/open/notices.js";
import { listen } from "/open/stream.js";
import { fillIn, say } from "/open/words.js";
import { Conflicts } from "./conflicts.js";
import { Devices } from "./devices.js";
import { showFigures } from "./figures.js";
import { showLaptops, showLetters, showPending } from "./lists.js";
import { Plot } from "./plot.js";
import { ChangesOnly } from "./rows.js";
import { tick } from "./times.js";

const AGAIN_MS = 30000;
const CALM_MS = 500;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

fillIn(document);
$("choices").append(languageChoice(), lookChoice());
const plot = new Plot(refresh);
const conflicts = new Conflicts(act);
const devices = new Devices(act);
const changes = new ChangesOnly();
let asked = 0;
let soon;

await refresh();
listen("/api/owner/stream", {
  connected: refreshSoon,
  stats: refreshSoon,
  assessed: refreshSoon,
  withdrawn: refreshSoon,
  requested: refreshSoon,
  refresh: refreshSoon,
  revoked: tellUnpaired,
});
setInterval(() => document.hidden || refresh(), AGAIN_MS);

/** What changes is told at once; what the topics say, and nobody tells, is asked for now and then. */
function refreshSoon() {
  soon ??= setTimeout(() => {
    soon = undefined;
    refresh();
  }, CALM_MS);
}

async function refresh() {
  const turn = ++asked;
  try {
    const [overview, met, paired] = await Promise.all([
      read("/api/owner/overview", { days: plot.days, zone }),
      conflicts.read(),
      read("/api/owner/devices"),
    ]);
    if (turn === asked) {
      noNotice("unreached");
      show(overview, met, paired);
    }
  } catch (failure) {
    if (failure instanceof Unpaired || failure instanceof Refused) {
      tellUnpaired();
    } else {
      notice("unreached", say("noAnswer"), { urgent: true });
    }
  }
  document.documentElement.dataset.ready = "";
}

function show(overview, met, paired) {
  const laptopName = nameLaptops(overview.laptops);
  $("overview").hidden = false;
  changes.show("stream", overview.stream, (state) => {
    write($("stream"), say("stream_" + state));
    $("stream").dataset.state = state;
  });
  changes.show("figures", [overview.pending, overview.verdicts.days.at(-1), overview.conflicts, overview.deadLetters], () => showFigures(overview));
  changes.show("verdicts", overview.verdicts.days, (days) => plot.show(days));
  changes.show("conflicts", [met, overview.laptops], () => conflicts.show(met, laptopName));
  changes.show("pending", overview.pending.kinds, showPending);
  changes.show("laptops", overview.laptops, () => showLaptops(overview.laptops, laptopName));
  changes.show("letters", [overview.deadLetters, overview.laptops], () => showLetters(overview.deadLetters, laptopName));
  changes.show("devices", paired.devices, (all) => devices.show(all));
  document.title = overview.conflicts.open > 0 ? say("titleWith", overview.conflicts.open) : "Tandem";
  tick();
}

/** Does what the owner has confirmed, says what came of it, and looks anew. */
async function act(does, done) {
  try {
    await does();
    noNotice("refused");
    announce(done);
  } catch (failure) {
    if (failure instanceof Unpaired) {
      tellUnpaired();
      return;
    }
    notice("refused", failure instanceof Refused ? failure.message : say("noAnswer"), { urgent: true });
  }
  await refresh();
}

function nameLaptops(laptops) {
  const names = new Map(laptops.map(({ node, name }) => [node, name]));
  return (node) => names.get(node) ?? say("laptop", node.slice(-6));
}

function tellUnpaired() {
  notice("unpaired", say("ownersPage"), { urgent: true });
}
