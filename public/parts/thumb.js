// A tap hits what somebody saw. A page that changes under a thumb puts another button where the last one was, and a second tap at
// the same point would do what nobody meant: close a job with a category that happens to lie there.
//
// So a tap where the last one was, on something else, counts only once that has been there for a moment, and the thumb has been
// still; where it does not count the control flashes. A mouse that has moved since was led there, and keys have no such point: they are never ignored.

import { controlOf, flash, meaning } from "./controls.js";
import { MOMENT } from "./moment.js";
import { keep, take } from "./session.js";

const LAST_TAP = "last tap";

/** How far apart two taps of one thumb at the same point are, in CSS pixels. */
const SAME_POINT = 24;

/** Goes on from page to page, and is not set as the device's clock is. */
const now = () => performance.timeOrigin + performance.now();

/** Less than nothing if it was by another clock. @param {number} at */
const isRecent = (at) => now() - at < MOMENT && now() >= at;

/** @typedef {string | null | undefined} Meaning */

/**
 * The last tap: where and when, what it pressed, what is there now and since when.
 *
 * @type {{ x: number, y: number, pressed: Meaning, there: Meaning, at: number, since: number } | undefined}
 */
let last = take(LAST_TAP);

/** Whether somebody has moved the mouse since the last tap. */
let hasMoved = false;

/** Looks what has come to lie where the thumb is. */
function look() {
  if (!last) return;
  const there = meaning(controlOf(document.elementFromPoint(last.x, last.y)));
  if (there !== last.there) Object.assign(last, { there, since: now() });
}

export function guardTaps() {
  // A page that has just come lies under the thumb since now.
  if (last) Object.assign(last, { there: undefined, since: now() });
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["hidden", "open", "class"],
  });
  // What is scrolled to under the thumb has been there since then.
  addEventListener("scroll", look, { capture: true, passive: true });
  addEventListener("pagehide", () => last && now() - last.at < 10 * MOMENT && keep(LAST_TAP, last));
  const note = (/** @type {PointerEvent} */ { pointerType }) => {
    hasMoved ||= pointerType === "mouse";
  };
  addEventListener("pointermove", note, { capture: true, passive: true });
  document.addEventListener("click", judge, true);
}

/** @param {MouseEvent} event */
function judge(event) {
  // A key, or a script.
  if (event.detail === 0) return;
  const control = controlOf(event.target);
  if (!control) return;
  const [{ clientX: x, clientY: y }, pressed] = [event, meaning(control)];
  const isSamePoint = !hasMoved && last !== undefined && Math.hypot(x - last.x, y - last.y) <= SAME_POINT;
  hasMoved = false;
  look();
  if (last && isSamePoint && pressed !== last.pressed && (isRecent(last.at) || isRecent(last.since))) {
    last.at = now();
    event.preventDefault();
    event.stopImmediatePropagation();
    flash(control);
    return;
  }
  last = { x, y, pressed, there: pressed, at: now(), since: 0 };
}
