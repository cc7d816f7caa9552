// A page that changes by itself moves its buttons while a thumb is on its way. A tap just after that, on a control which was not at
// that place before, was meant for what was there: it does nothing, and the control flashes. `thumb.js` sees to a second tap of
// somebody's own. Keys have no place, and are never ignored.

import { controlOf, flash, meaning } from "./controls.js";
import { all } from "./find.js";

/** So long after a change a tap may have been meant for what was there before, in milliseconds. */
const UNDER_WAY = 700;

/** So long a finger may rest on what it taps, in milliseconds. */
const LONGEST = 2000;

/**
 * What can be tapped, as what it would do, and where it is on the screen.
 *
 * @typedef {{ meaning: string | null | undefined, box: Box }} Place
 * @typedef {Pick<DOMRect, "left" | "right" | "top" | "bottom">} Box
 */

/**
 * What was where, before a change at that time; and how far the page was scrolled.
 *
 * @typedef {{ at: number, scrolled: number, places: Place[] }} Before
 */

/** Before each change of late. @type {Before[]} */
let changes = [];

/** When the finger came down. */
let cameDown = -Infinity;

/** @type {ReturnType<typeof setTimeout>} */
let settling;

/** Does something that changes the page under its reader. @param {() => void} change */
export function moveControls(change) {
  const now = performance.now();
  const before = { at: now, scrolled: scrollY, places: controls() };
  change();
  changes = [...changes.filter(({ at }) => now - at < UNDER_WAY), before];
  if (controls().every(({ meaning, box }) => wasThere(before, meaning, middle(box), scrollY))) return;
  // Whoever drives a browser waits for its end.
  document.body.dataset.settling = "";
  clearTimeout(settling);
  settling = setTimeout(() => delete document.body.dataset.settling, UNDER_WAY);
}

/** @returns {Place[]} */
const controls = () =>
  all("main :is(a, button, summary, label, input, select, textarea)").map((element) => ({
    meaning: meaning(controlOf(element)),
    box: element.getBoundingClientRect(),
  }));

/** @type {(box: Box) => [number, number]} */
const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];

/**
 * Whether pressing this point would have done the same: on the screen, or on the page if somebody has scrolled since.
 *
 * @param {Before} before
 * @param {Place["meaning"]} pressed
 * @param {[number, number]} point on the screen
 * @param {number} scrolled now
 */
export const wasThere = (before, pressed, [x, y], scrolled) =>
  before.places.some(({ meaning, box }) => meaning === pressed && (isIn(box, x, y) || isIn(box, x, y + scrolled - before.scrolled)));

/** @type {(box: Box, x: number, y: number) => boolean} */
const isIn = ({ left, right, top, bottom }, x, y) => left <= x && x <= right && top <= y && y <= bottom;

export function guardPlaces() {
  const note = () => {
    cameDown = performance.now();
  };
  document.addEventListener("pointerdown", note, { capture: true, passive: true });
  document.addEventListener("click", judge, true);
}

/** @param {MouseEvent} event */
function judge(event) {
  const control = controlOf(event.target);
  if (event.detail === 0 || !control?.closest("main")) return;
  const now = performance.now();
  // Not every engine tells of a finger before it tells of the tap.
  const came = now - cameDown < LONGEST ? cameDown : now;
  const late = changes.filter(({ at }) => came - at < UNDER_WAY);
  if (late.every((change) => wasThere(change, meaning(control), [event.clientX, event.clientY], scrollY))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  flash(control);
}
