// Elements of the page, by a selector.

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [from]
 * @returns {E | null}
 */
export const find = (selector, from = document) => from.querySelector(selector);

/**
 * What the page has in any case; throws if it has not.
 *
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [from]
 * @returns {E}
 */
export function need(selector, from) {
  const found = /** @type {E | null} */ (find(selector, from));
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [from]
 * @returns {E[]}
 */
export const all = (selector, from = document) => [.../** @type {NodeListOf<E>} */ (from.querySelectorAll(selector))];
