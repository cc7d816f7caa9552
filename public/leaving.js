// Fetched once somebody signs out: the end of a session leaves nothing of a person on the device. Without script the server says
// so, and there is nothing else.

import { ask } from "./parts/answer.js";
import { emptyCaches } from "./parts/caches.js";
import { outbox } from "./parts/taps.js";

/** How long the answer may take, in milliseconds. */
const ANSWERED = 30_000;

/** How long deleting may take, in milliseconds: some browsers never say that they will not. */
const PATIENCE = 2000;

/**
 * What the device keeps is deleted once the server has let the person go: somebody on shift is asked first. Rejects where no answer
 * of ours comes.
 *
 * @param {HTMLFormElement} form
 */
export async function endSession(form) {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  // Told so, the server leaves alone what is nobody's.
  body.set("page_forgets", "yes");
  const answer = await ask(form.action, { method: "POST", body, headers: { accept: "text/html" }, patience: ANSWERED });
  // The browser shows what is wrong.
  if (answer.url === form.action) return form.submit();
  if (new URL(answer.url).pathname !== "/me/end-shift") await forget();
  location.assign(answer.url);
}

function forget() {
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([tooLong, Promise.allSettled([outbox.forget(), emptyCaches(), unsubscribe(), emptyStorage()])]);
}

// Each is asked for in a function of its own: what a browser does not have, or refuses, leaves the others to be done.

const unsubscribe = async () => {
  const worker = await navigator.serviceWorker?.getRegistration();
  const subscription = await worker?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
};

const emptyStorage = async () => {
  sessionStorage.clear();
  localStorage.clear();
};
