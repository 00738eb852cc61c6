// Verdicts by swiping what is written about the product; the pictures above it keep their own sideways swipe.
import { say } from "/open/words.js";

const FAR_PX = 72;
const BEGUN_PX = 12;
const LOOKS = { left: "no", up: "between", right: "yes" };

/** `card` follows a finger that begins on `handle`; `meaning` names what a direction decides, `done` gets it. */
export function onSwipe(card, handle, meaning, done) {
  let start = null;
  let direction = null;

  handle.addEventListener("pointerdown", (event) => {
    if (event.isPrimary && event.pointerType !== "mouse" && event.target.closest("a, button") === null) {
      start = event;
    }
  });
  handle.addEventListener("pointermove", (event) => {
    if (start === null || event.pointerId !== start.pointerId) {
      return;
    }
    const x = event.clientX - start.clientX;
    const y = event.clientY - start.clientY;
    if (Math.hypot(x, y) > BEGUN_PX && !handle.hasPointerCapture(event.pointerId)) {
      handle.setPointerCapture(event.pointerId);
    }
    direction = directionOf(x, y);
    follow(x, Math.min(0, y), meaning(direction) === undefined ? null : direction);
  });
  handle.addEventListener("pointerup", () => end(true));
  handle.addEventListener("pointercancel", () => end(false));

  function end(released) {
    const decision = start !== null && released ? meaning(direction) : undefined;
    start = null;
    direction = null;
    follow(0, 0, null);
    if (decision !== undefined) {
      done(decision);
    }
  }

  function follow(x, y, towards) {
    const isStill = x === 0 && y === 0;
    card.classList.toggle("held", !isStill);
    card.style.transform = isStill ? "" : `translate(${x}px, ${y}px) rotate(${x / 40}deg)`;
    if (towards === null) {
      delete card.dataset.towards;
      delete card.dataset.meaning;
    } else {
      card.dataset.towards = LOOKS[towards];
      card.dataset.meaning = say(meaning(towards));
    }
  }
}

function directionOf(x, y) {
  if (Math.abs(x) >= FAR_PX && Math.abs(x) > Math.abs(y)) {
    return x > 0 ? "right" : "left";
  }
  return y <= -FAR_PX ? "up" : null;
}
