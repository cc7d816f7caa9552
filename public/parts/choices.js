// What somebody has chosen, when they come back to a page. A browser puts it back by place: the second topic of the list, whatever that is
// by then. So the page remembers it by value, with its place in the browser's history, and puts it back by that, or not at all.

import { all } from "./find.js";

/** @returns {HTMLInputElement[]} */
const choices = () => all("main form :is([type=radio], [type=checkbox])");

/** @param {HTMLInputElement} choice */
const meaning = ({ form, name, value }) => [form?.getAttribute("action"), name, value].join("|");

const chosen = () => choices().filter(({ checked }) => checked).map(meaning);

export function keepChoices() {
  putBack();
  // Chromium puts its own back after the script.
  addEventListener("pageshow", ({ persisted }) => persisted || putBack());
  document.addEventListener("change", ({ target }) => {
    if (!(/** @type {Element} */ (target).matches("[type=radio], [type=checkbox]"))) return;
    history.replaceState({ ...history.state, chosen: chosen() }, "");
  });
}

function putBack() {
  /** @type {string[] | undefined} */
  const known = history.state?.chosen;
  const [opened] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  // Nothing is known of what was chosen before the script had come.
  if (!known && opened?.type !== "back_forward") return;
  // What somebody has just tapped is theirs.
  const tapped = /** @type {HTMLInputElement | null} */ (document.activeElement)?.name;
  for (const choice of choices()) {
    if (choice.name !== tapped) choice.checked = known ? known.includes(meaning(choice)) : choice.defaultChecked;
  }
}
