// Keys on a desktop. They can be turned off in the menu, for those whose tools type letters by themselves.
const KEPT = "tandem.keys";

let on = kept() !== "off";

/** Calls the action of a key, unless someone is writing, a sheet is open, or the key belongs to the browser. */
export function onKeys(actions) {
  addEventListener("keydown", (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const isOwn = on && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (action === undefined || !isOwn || isBusy(event.target)) {
      return;
    }
    event.preventDefault();
    action();
  });
}

export function keysAreOn() {
  return on;
}

export function turnKeys(wanted) {
  on = wanted;
  document.documentElement.classList.toggle("no-keys", !on);
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // Kept for as long as the page is open.
  }
}

function isBusy(target) {
  const isArrowed = target.matches("input[type=radio], select, .strip");
  return target.matches("textarea, input[type=text], select") || isArrowed || document.querySelector("dialog[open]") !== null;
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
