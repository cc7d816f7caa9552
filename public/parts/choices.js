// What somebody has chosen, when they come back to a page. A browser puts it back by place: the second topic of the list, whatever that is
// by then. So the page remembers it by value, with its place in the browser's history, and puts it back by that, or not at all.

import { all } from "./find.js";

/** @returns {HTMLInputElement[]} */
const choices = () => all("main form :is([type=radio], [type=checkbox])");

/** @param {HTMLInputElement} choice */
const group = ({ form, name }) => [form?.getAttribute("action"), name].join("|");

/** @param {HTMLInputElement} choice */
const meaning = (choice) => [group(choice), choice.value].join("|");

/** Each choice that there was, and whether it was made. @returns {Record<string, boolean>} */
const chosen = () => Object.fromEntries(choices().map((choice) => [meaning(choice), choice.checked]));

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
  /** @type {Record<string, boolean> | undefined} */
  const known = history.state?.chosen;
  const [opened] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  // Nothing is known of what was chosen before the script had come.
  if (!known && opened?.type !== "back_forward") return;
  // What somebody has just tapped is theirs.
  const tapped = /** @type {HTMLInputElement | null} */ (document.activeElement)?.name;
  const there = choices();
  const wasMade = (/** @type {HTMLInputElement} */ choice) => known?.[meaning(choice)];
  // Where what was chosen is no longer to be had, what the server chooses now holds.
  const groups = new Set(there.filter(wasMade).map(group));
  for (const choice of there) {
    const isKnown = choice.type === "radio" ? groups.has(group(choice)) : wasMade(choice) !== undefined;
    if (choice.name !== tapped) choice.checked = isKnown ? Boolean(wasMade(choice)) : choice.defaultChecked;
  }
}
