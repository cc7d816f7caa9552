// How many characters are left for a note.

import { find } from "./find.js";

export function countCharacters() {
  document.addEventListener("input", ({ target }) => {
    const text = /** @type {HTMLTextAreaElement} */ (target);
    if (!text.dataset.left) return;
    const left = Number(text.dataset.left) - [...text.value.trim()].length;
    const count = Math.abs(left);
    const line = find(`#${text.id}-left`);
    if (line) line.textContent = `You have ${count} character${count === 1 ? "" : "s"} ${left < 0 ? "too many" : "left"}`;
  });
}
