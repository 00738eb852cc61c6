// The words of the page in the reader's language; each language is one file in words/.
const LANGUAGES = ["en", "de"];
const KEPT = "tandem.language";

export const language = chosenLanguage();
document.documentElement.lang = language;
const { words } = await import(`/open/words/${language}.js`);

/** The word or sentence of that name; those that hold a number or a name are functions. */
export function say(name, ...values) {
  const word = words[name];
  if (word === undefined) {
    throw new Error(`No word «${name}» in ${language}.js`);
  }
  return typeof word === "function" ? word(...values) : word;
}

/** Fills what names its word in the HTML: its text with data-say, its accessible name with data-say-label. */
export function fillIn(root) {
  for (const element of root.querySelectorAll("[data-say]")) {
    element.textContent = say(element.dataset.say);
  }
  for (const element of root.querySelectorAll("[data-say-label]")) {
    element.setAttribute("aria-label", say(element.dataset.sayLabel));
  }
}

/** Keeps another language for this device, and starts the page anew in it. */
export function speak(other) {
  keep(other);
  location.reload();
}

function chosenLanguage() {
  const wanted = [kept(), ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
  return wanted.find((tag) => LANGUAGES.includes(tag)) ?? LANGUAGES[0];
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(tag) {
  try {
    localStorage.setItem(KEPT, tag);
  } catch {
    // A browser that keeps nothing speaks its own language again next time.
  }
}
