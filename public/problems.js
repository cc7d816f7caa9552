// Fetched by pages on which something is wrong. What the server says is wrong with a field is so until the field is filled in: then
// it goes, beside the field and from the summary on top, which says what is still in the way. Their places are kept, so that nothing
// moves under a finger. Texts that are looked at as they are typed have words of their own (texts.js).

import { all, find } from "./parts/find.js";
import * as say from "./parts/sentences.js";

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => settle(/** @type {HTMLInputElement} */ (target)));
}

/** @param {HTMLInputElement} field */
function settle(field) {
  if (!field.name || !field.value?.trim() || field.matches("[data-guard]")) return;
  const id = `${field.name}-error`;
  const said = document.getElementById(id);
  if (!said || said.style.visibility) return;
  said.style.visibility = "hidden";
  const group = said.closest(".nhsuk-form-group");
  if (group) {
    group.classList.remove("nhsuk-form-group--error");
    for (const control of all("[aria-describedby]", group)) stopDescribing(control, id);
  }
  sumUp(field.name);
}

/** @type {(control: Element, id: string) => void} */
function stopDescribing(control, id) {
  const others = control.getAttribute("aria-describedby")?.split(" ").filter((other) => other !== id) ?? [];
  control.setAttribute("aria-describedby", others.join(" "));
  control.classList.remove(`${control.classList[0]}--error`);
}

/** One problem less. @param {string} name */
function sumUp(name) {
  const summary = find(".nhsuk-error-summary");
  const line = summary && find(`a[href="#${name}"]`, summary)?.closest("li");
  if (!line) return;
  summary.style.minHeight = `${summary.offsetHeight}px`;
  line.remove();
  const title = find("h2", summary);
  if (title && !find("li", summary)) title.textContent = say.filledIn;
}
