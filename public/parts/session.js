// What one tab remembers from page to page. A browser that keeps nothing for us does not let us ask either: it throws.

/**
 * @param {string} name
 * @returns {any}
 */
export function take(name) {
  try {
    const kept = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return JSON.parse(kept ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** @type {(name: string, value: unknown) => void} */
export function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The next page does without.
  }
}
