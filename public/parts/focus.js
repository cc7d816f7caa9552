// Where the focus goes after a tap. The button that was pressed is gone, and the browser would begin again at the top of the
// page: whoever uses a keyboard or a screen reader goes on with what has become of it.

import { all, find } from "./find.js";
import { keep, take } from "./session.js";

const NEXT_PAGE = "focus";

const isLost = () => !document.activeElement || document.activeElement === document.body;

/**
 * On the heading of the ticket's card, or else of the page; what is wrong with a form comes first. Scrolls only to what can be
 * undone for a moment.
 *
 * @param {string} [ticket]
 */
export function focusOn(ticket) {
  if (!isLost()) return;
  const card = all("#live [data-key]").find((one) => one.dataset.key === ticket);
  const target = find(".nhsuk-error-summary") ?? find("main [autofocus]") ?? (card && find("h2, [data-heading]", card)) ?? find("main h1");
  if (!target) return;
  if (!target.matches("input")) target.tabIndex = -1;
  target.focus({ preventScroll: !target.matches("[data-heading]") });
}

/** The page that comes next begins there. @param {string} [ticket] */
export const focusNext = (ticket) => keep(NEXT_PAGE, { ticket });

export function focusAsTold() {
  const told = take(NEXT_PAGE);
  if (told && !location.hash) focusOn(told.ticket);
}
