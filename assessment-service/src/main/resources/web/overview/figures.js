// The four numbers that an owner looks for first.
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";

export function showFigures({ pending, verdicts, conflicts, deadLetters }) {
  const today = verdicts.days.at(-1);
  $("figures").replaceChildren(
    figure("waiting", pending.all, say("ofHighPriority", pending.high)),
    figure("decidedToday", today.approved + today.rejected + today.duplicates, say("approvedAndNot", today.approved, today.rejected)),
    figure("openConflicts", conflicts.open, say("metInAll", conflicts.all), conflicts.open > 0),
    figure("deadLetters", deadLetters?.open ?? "–", say(deadLetters === null ? "notKnownYet" : "couldNotBeApplied"), deadLetters?.open > 0),
  );
}

function figure(name, value, detail, isUrgent = false) {
  return element(
    "li",
    { className: isUrgent ? "urgent" : "" },
    element("span", { className: "name", textContent: say(name) }),
    element("strong", { textContent: String(value) }),
    element("span", { className: "quiet", textContent: detail }),
  );
}
