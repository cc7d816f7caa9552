// How to have Elbow on the home screen, where that is possible and not done.

/** @type {(help: HTMLElement, button: (words: string, act: () => unknown) => HTMLElement) => void} */
export function offerInstalling(help, button) {
  const isInstalled = navigator.standalone || matchMedia("(display-mode: standalone)").matches;
  // Only Apple's browsers know `standalone`, and there only an installed app is alerted.
  if (navigator.standalone === false) {
    help.textContent = "To be alerted on an iPhone or iPad, tap Share, then “Add to Home Screen”, and open Elbow from there.";
    help.hidden = false;
  }
  addEventListener("beforeinstallprompt", (event) => {
    if (isInstalled) return;
    event.preventDefault();
    help.replaceChildren("Elbow opens faster from the home screen. ", button("Add Elbow", () => event.prompt()));
    help.hidden = false;
  });
  addEventListener("appinstalled", () => {
    help.hidden = true;
  });
}
