// Verdicts per day, as bars and as a table.
import { $, element } from "/open/dom.js";
import { language, say } from "/open/words.js";
import { roundUp } from "./scale.js";

const SVG = "http://www.w3.org/2000/svg";
const SERIES = ["approved", "rejected", "duplicates"];
const SPANS = [30, 90];
const HEIGHT = 100;
const DAY = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });

export class Plot {
  days = SPANS[0];

  constructor(changed) {
    for (const days of SPANS) {
      const button = element("button", { type: "button", className: "plain", textContent: say("lastDays", days), ariaPressed: String(days === this.days) });
      button.addEventListener("click", () => {
        this.days = days;
        for (const each of $("spans").children) {
          each.ariaPressed = String(each === button);
        }
        changed();
      });
      $("spans").append(button);
    }
  }

  show(days) {
    const top = roundUp(Math.max(...days.map(sum)));
    const [first, last] = [days[0], days.at(-1)];
    $("plot").replaceChildren(
      element("p", { className: "legend" }, ...SERIES.map((name) => element("span", { className: name, textContent: say("verdicts_" + name) }))),
      element(
        "div",
        { className: "axes" },
        element("p", { className: "scale", ariaHidden: "true" }, element("span", { textContent: top }), element("span", { textContent: "0" })),
        bars(days, top),
        element("p", { className: "dates", ariaHidden: "true" }, ...[first, last].map(({ day }) => element("span", { textContent: told(day) }))),
      ),
    );
    $("plot-table").replaceChildren(table(days.filter((day) => sum(day) > 0).reverse()));
  }
}

function bars(days, top) {
  const svg = draw("svg", { viewBox: `0 0 ${days.length} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": summary(days) });
  days.forEach((day, at) => {
    const group = draw("g", {});
    const title = draw("title", {});
    title.textContent = `${told(day.day)}: ${SERIES.map((name) => `${day[name]} ${say("verdicts_" + name)}`).join(", ")}`;
    group.append(title, draw("rect", { class: "day", x: at, y: 0, width: 1, height: HEIGHT }));
    let y = HEIGHT;
    for (const name of SERIES) {
      const height = (HEIGHT * day[name]) / top;
      y -= height;
      group.append(draw("rect", { class: name, x: at + 0.14, y, width: 0.72, height }));
    }
    svg.append(group);
  });
  return svg;
}

function table(days) {
  const head = element("tr", {}, ...["day", ...SERIES.map((name) => "verdicts_" + name)].map((name) => element("th", { scope: "col", textContent: say(name) })));
  const rows = days.map((day) =>
    element("tr", {}, element("th", { scope: "row", textContent: told(day.day) }), ...SERIES.map((name) => element("td", { textContent: day[name] }))),
  );
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

function summary(days) {
  return say("plotSummary", days.length, ...SERIES.map((name) => days.reduce((all, day) => all + day[name], 0)));
}

function sum(day) {
  return SERIES.reduce((all, name) => all + day[name], 0);
}

function told(day) {
  return DAY.format(new Date(day + "T00:00:00Z"));
}

function draw(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}
