// What somebody can tap, and what that would do.

export function controlOf(element) {
  const found = element?.closest("a, button, summary, label, input, select, textarea");
  return found?.control ?? found;
}

/** What pressing it would do: an element may stay and mean something else. */
export const meaning = (control) =>
  control &&
  [control.href, control.form?.getAttribute("action"), control.name, control.getAttribute("value"), control.textContent].join("|");
