// What only the device in the hand can do, on the pages of somebody who is asked to help: sound, and alerts while no page is open.
// Each switch is shown where there is something to switch.

import { offerAlerts } from "./parts/alerts.js";
import { find, need } from "./parts/find.js";
import { callAttention, isMuted, unlock } from "./parts/sound.js";

document.addEventListener("elbow:new-offer", callAttention);

const [sound, alerts] = [find("#sound"), find("#alerts-switch")];
if (sound) offerSound(sound);
if (alerts) offerAlerts(alerts);

/** @param {HTMLElement} line says that there is no sound yet */
function offerSound(line) {
  line.hidden = !isMuted();
  // Not before the tap is over: what says that there is no sound goes then, and all below it moves from under the finger.
  addEventListener("click", () => {
    if (!line.hidden && unlock()) line.hidden = true;
  });
  need("button", line).addEventListener("click", () => {
    unlock();
    callAttention();
  });
}
