// How many characters are left for a note.

import { find } from "./find.js";
import * as say from "./sentences.js";

export function countCharacters() {
  document.addEventListener("input", ({ target }) => {
    const text = /** @type {HTMLTextAreaElement} */ (target);
    if (!text.dataset.left) return;
    const left = Number(text.dataset.left) - [...text.value.trim()].length;
    const line = find(`#${text.id}-left`);
    if (line) line.textContent = say.charactersLeft(left);
  });
}
