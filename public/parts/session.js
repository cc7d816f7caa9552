// What one tab remembers from page to page. A browser that keeps nothing for us does not let us ask either: it throws.

export function take(name) {
  try {
    const kept = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return JSON.parse(kept) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The next page does without.
  }
}
