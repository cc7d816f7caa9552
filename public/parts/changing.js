// A part of the page changes under its reader: what they have filled in stays, nothing is tapped that was not meant, and what fails
// leaves the part replaced as a whole.

import { keepFilledIn } from "./filled.js";
import { all, find } from "./find.js";
import { moveControls } from "./places.js";
import { takeOver } from "./taking-over.js";

/**
 * Makes parts of the page like those of another one.
 *
 * @param {[old: HTMLElement, next: HTMLElement][]} parts
 */
export function change(parts) {
  moveControls(() =>
    keepFilledIn(() => {
      for (const [old, next] of parts) {
        const whole = /** @type {HTMLElement} */ (next.cloneNode(true));
        try {
          takeOver(old, next);
        } catch (problem) {
          console.warn(problem);
          replace(old, whole);
        }
      }
    }),
  );
}

/** @type {(old: HTMLElement, next: HTMLElement) => void} */
function replace(old, next) {
  for (const { name, value } of [...next.attributes]) old.setAttribute(name, value);
  const focus = old.contains(document.activeElement) && document.activeElement?.outerHTML;
  for (const details of all("details[open]", old)) find(`#${details.id}`, next)?.setAttribute("open", "");
  // The device's own has its listeners.
  for (const own of all("[data-own]", old)) find(`#${own.id}`, next)?.replaceWith(own);
  old.replaceChildren(...next.childNodes);
  if (focus) all("a,button,summary", old).find((one) => one.outerHTML === focus)?.focus();
}
