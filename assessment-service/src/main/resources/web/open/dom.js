// Small helpers for building the page. Text is always set as text, never as markup.
export const $ = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Sets a text where it is another one. */
export function write(where, text) {
  if (where.textContent !== text) {
    where.textContent = text;
  }
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${name}-icon`);
  svg.append(use);
  return svg;
}

/** Says something to those who listen to the page, also if it is what was said last. */
export function announce(text) {
  $("said").textContent = "";
  requestAnimationFrame(() => ($("said").textContent = text));
}
