// What the server says is wrong with a field is so until the field is filled in: then it goes, beside the field and from the summary on
// top, which says what is still in the way. Their places are kept, so that nothing moves under a finger. Texts that are looked at as they
// are typed have words of their own (texts.js).

export function watchProblems() {
  for (const kind of ["input", "change"]) document.addEventListener(kind, ({ target }) => settle(target));
}

function settle(field) {
  if (!field.name || !field.value?.trim() || field.matches("[data-guard]")) return;
  const id = `${field.name}-error`;
  const said = document.getElementById(id);
  if (!said || said.style.visibility) return;
  said.style.visibility = "hidden";
  const group = said.closest(".nhsuk-form-group");
  group.classList.remove("nhsuk-form-group--error");
  for (const one of group.querySelectorAll("[aria-describedby]")) {
    const others = one.getAttribute("aria-describedby").split(" ").filter((other) => other !== id);
    one.setAttribute("aria-describedby", others.join(" "));
    one.classList.remove(`${one.classList[0]}--error`);
  }
  sumUp(field.name);
}

/** One problem less. */
function sumUp(name) {
  const summary = document.querySelector(".nhsuk-error-summary");
  const line = summary?.querySelector(`a[href="#${name}"]`)?.closest("li");
  if (!line) return;
  summary.style.minHeight = `${summary.offsetHeight}px`;
  line.remove();
  if (summary.querySelector("li")) return;
  summary.querySelector("h2").textContent = "Filled in. It has not been sent yet.";
}
