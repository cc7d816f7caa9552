// What somebody can tap, and what that would do.

/** @typedef {HTMLElement & { href?: string, form?: HTMLFormElement | null, name?: string, control?: HTMLElement | null }} Control */

/**
 * @param {EventTarget | null} target
 * @returns {Control | null | undefined}
 */
export function controlOf(target) {
  const found = /** @type {Control | null | undefined} */ (
    /** @type {Element | null} */ (target)?.closest("a, button, summary, label, input, select, textarea")
  );
  return found?.control ?? found;
}

/** What pressing it would do: an element may stay and mean something else. @param {Control | null | undefined} control */
export const meaning = (control) =>
  control &&
  [control.href, control.form?.getAttribute("action"), control.name, control.getAttribute("value"), control.textContent].join("|");

/** So long a control flashes whose tap did nothing, in milliseconds. */
const FLASH = 600;

/** @param {Element} control */
export function flash(control) {
  control.classList.add("app-flash");
  setTimeout(() => control.classList.remove("app-flash"), FLASH);
}
