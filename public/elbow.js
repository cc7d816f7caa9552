// The script of every page. All works without it: it guards against double taps, counts a note's characters, has it looked at for
// patient data, starts the service worker and lets a new build take over when nobody is in the middle of something.

import { fillInAgain, renewUnlessFollowed, useWorker } from "./parts/build.js";
import { countCharacters } from "./parts/counting.js";
import { find } from "./parts/find.js";
import { focusAsTold } from "./parts/focus.js";
import { watchForms } from "./parts/forms.js";
import { goBackAfterwards } from "./parts/going-back.js";
import { leaveToItsReader } from "./parts/reader.js";
import { watchTexts } from "./parts/texts.js";
import { guardTaps } from "./parts/thumb.js";

// For the scripts that only some pages load.
export * from "./parts/answer.js";
export * from "./parts/find.js";
export * from "./parts/focus.js";
export { newKey } from "./parts/key.js";
export { isSameReader } from "./parts/reader.js";
export * from "./parts/session.js";
export * from "./parts/texts.js";

guardTaps();
if (find(".nhsuk-error-summary")) import("./problems.js");
watchTexts();
watchForms();
countCharacters();
goBackAfterwards();
fillInAgain();
leaveToItsReader();
focusAsTold();
useWorker(document.body.dataset.worker !== "off").catch(() => {
  // Not in this window: the page works without.
});
renewUnlessFollowed();
