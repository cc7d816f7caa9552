// How to have Elbow on the home screen, where that is possible and not done.

import * as say from "./sentences.js";

/** @type {(help: HTMLElement, button: (words: string, act: () => unknown) => HTMLElement) => void} */
export function offerInstalling(help, button) {
  const isInstalled = navigator.standalone || matchMedia("(display-mode: standalone)").matches;
  // Only Apple's browsers know `standalone`, and there only an installed app is alerted.
  if (navigator.standalone === false) {
    help.textContent = say.addOnIphone;
    help.hidden = false;
  }
  addEventListener("beforeinstallprompt", (event) => {
    if (isInstalled) return;
    event.preventDefault();
    help.replaceChildren(say.opensFaster, button(say.addElbow, () => event.prompt()));
    help.hidden = false;
  });
  addEventListener("appinstalled", () => {
    help.hidden = true;
  });
}
