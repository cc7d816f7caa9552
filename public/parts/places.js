// A page that changes by itself moves its buttons while a thumb is on its way. A tap just after that, on a control which was not at
// that place before, was meant for what was there: it does nothing, and the control flashes. `thumb.js` sees to a second tap of
// somebody's own. Keys have no place, and are never ignored.

import { controlOf, meaning } from "./controls.js";

/** So long after a change a tap may have been meant for what was there before, in milliseconds. */
const UNDER_WAY = 700;

/** So long a finger may rest on what it taps, in milliseconds. */
const LONGEST = 2000;

/** So long a control flashes whose tap did nothing, in milliseconds. */
const FLASH = 600;

/** What was where, before each change of late. */
let changes = [];

/** When the finger came down. */
let cameDown = -Infinity;

let settling;

/** Does something that changes the page under its reader. */
export function moveControls(change) {
  const now = performance.now();
  const before = { at: now, scrolled: scrollY, places: controls() };
  change();
  changes = [...changes.filter(({ at }) => now - at < UNDER_WAY), before];
  if (controls().every(([pressed, box]) => wasThere(before, pressed, middle(box)))) return;
  // Whoever drives a browser waits for its end.
  document.body.dataset.settling = "";
  clearTimeout(settling);
  settling = setTimeout(() => delete document.body.dataset.settling, UNDER_WAY);
}

const controls = () =>
  [...document.querySelectorAll("main :is(a, button, summary, label, input, select, textarea)")].map((element) => [
    meaning(controlOf(element)),
    element.getBoundingClientRect(),
  ]);

const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];

/** On the screen, or on the page if somebody has scrolled since. */
const wasThere = ({ scrolled, places }, pressed, [x, y]) =>
  places.some(([there, box]) => there === pressed && (isIn(box, x, y) || isIn(box, x, y + scrollY - scrolled)));

const isIn = ({ left, right, top, bottom }, x, y) => left <= x && x <= right && top <= y && y <= bottom;

export function guardPlaces() {
  document.addEventListener("pointerdown", () => (cameDown = performance.now()), { capture: true, passive: true });
  document.addEventListener("click", judge, true);
}

function judge(event) {
  const control = controlOf(event.target);
  if (event.detail === 0 || !control?.closest("main")) return;
  const now = performance.now();
  // Not every engine tells of a finger before it tells of the tap.
  const came = now - cameDown < LONGEST ? cameDown : now;
  const late = changes.filter(({ at }) => came - at < UNDER_WAY);
  if (late.every((change) => wasThere(change, meaning(control), [event.clientX, event.clientY]))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  control.classList.add("app-flash");
  setTimeout(() => control.classList.remove("app-flash"), FLASH);
}
