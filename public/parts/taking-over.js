// Makes a part of the page like the one that the server has now, changing only what differs.
//
// What the reader did survives: focus, opened details, a choice not sent yet, a button disabled because its form is on its way.
// Elements with an `id` or a `data-key` stay the same element wherever they move among their siblings, and nothing else becomes
// them: a form that is on its way never turns into another one.

/** Attributes that belong to the reader, not to the server. */
const THEIRS = new Set(["open", "disabled", "data-sent"]);

/** @type {(node: Node) => node is Element} */
const isElement = (node) => node.nodeType === 1;

/** @param {Node} node */
const keyOf = (node) => (isElement(node) ? (node.getAttribute("data-key") ?? node.getAttribute("id")) : null);

/**
 * Makes `old` like `next`, which is taken apart. If that fails, `old` is partly like it.
 *
 * @param {Element} old
 * @param {Element} next
 */
export function takeOver(old, next) {
  const focus = /** @type {HTMLElement | null} */ (document.activeElement);
  element(old, next);
  // Moving an element takes its focus.
  if (focus && focus !== document.activeElement && focus.isConnected) focus.focus();
}

/** @type {(old: Element, next: Element) => void} */
function element(old, next) {
  // What is in it is the device's, and its script's to change.
  if (old.hasAttribute("data-own")) return;
  for (const { name, value } of [...next.attributes]) {
    if (!THEIRS.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!THEIRS.has(name) && !next.hasAttribute(name)) old.removeAttribute(name);
  }
  children(old, next);
}

/** @type {(old: Node, next: Node) => void} */
function children(old, next) {
  /** @type {Node | null} */
  let place = old.firstChild;
  for (const node of [...next.childNodes]) {
    const same = counterpart(place, node);
    if (!same) {
      old.insertBefore(node, place);
      continue;
    }
    if (same === place) place = same.nextSibling;
    else old.insertBefore(same, place);
    if (isElement(same) && isElement(node)) element(same, node);
    else if (same.nodeValue !== node.nodeValue) same.nodeValue = node.nodeValue;
  }
  while (place) {
    const after = place.nextSibling;
    old.removeChild(place);
    place = after;
  }
}

/**
 * The node that `next` is to become: from `place` on, the one with its key, or without a key the very next of its kind.
 *
 * @type {(place: Node | null, next: Node) => Node | null}
 */
function counterpart(place, next) {
  const key = keyOf(next);
  const isSame = (/** @type {Node} */ node) => node.nodeName === next.nodeName && keyOf(node) === key;
  if (key === null) return place && isSame(place) ? place : null;
  while (place && !isSame(place)) place = place.nextSibling;
  return place;
}
