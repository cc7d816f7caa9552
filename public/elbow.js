// The script of every page, and what the service worker shares with pages: it comes once for both. All works without it: it guards
// against double taps, keeps taps until they are answered, counts a note's characters, has it looked at for patient data, starts the
// service worker and lets a new build take over when nobody is in the middle of something.

import { fillInAgain, renewUnlessFollowed, useWorker } from "./parts/build.js";
import { keepChoices } from "./parts/choices.js";
import { countCharacters } from "./parts/counting.js";
import { find } from "./parts/find.js";
import { focusAsTold } from "./parts/focus.js";
import { watchForms } from "./parts/forms.js";
import { goBackAfterRest } from "./parts/going-back.js";
import { leaveToItsReader } from "./parts/reader.js";
import { dropKept } from "./parts/kept-pack.js";
import { keepTaps } from "./parts/sending.js";
import { watchTexts } from "./parts/texts.js";
import { guardTaps } from "./parts/thumb.js";

// What other scripts import of these parts they have from here (script/site.mjs).
export * from "./parts/answer.js";
export * from "./parts/find.js";
export * from "./parts/focus.js";
export * from "./parts/key.js";
export { isSameReader } from "./parts/reader.js";
export { button, show, showAnew, steps } from "./parts/sending.js";
export * from "./parts/session.js";
export * from "./parts/taps.js";
export { hasTexts, isStopped, isStoppedSoon } from "./parts/texts.js";
export { paragraph } from "./parts/unsent.js";

// In the service worker there is no page.
if ("document" in self) {
  guardTaps();
  if (find(".nhsuk-error-summary")) import("./problems.js");
  watchTexts();
  watchForms();
  countCharacters();
  goBackAfterRest();
  keepChoices();
  fillInAgain();
  leaveToItsReader();
  dropKept(document.body.dataset.person).catch(() => {
    // Void or not, it is deleted before it is shown.
  });
  if (find("#unsent")) keepTaps();
  focusAsTold();
  useWorker(document.body.dataset.worker !== "off").catch(() => {
    // Not in this window: the page works without.
  });
  renewUnlessFollowed();
}
