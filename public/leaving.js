// Fetched once somebody signs out: the end of a session leaves nothing of a person on the device. Without script the server says
// so, and there is nothing else.

import { isOurs } from "./parts/answer.js";
import { emptyCaches } from "./parts/caches.js";
import { isNobodys } from "./parts/nobodys.js";

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
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), ANSWERED);
  const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" }, signal: giveUp.signal });
  clearTimeout(timer);
  if (!isOurs(answer)) throw new Error(`${answer.status}, but not from Elbow`);
  // The browser shows what is wrong.
  if (!answer.redirected) return form.submit();
  if (new URL(answer.url).pathname !== "/me/end-shift") await forget();
  location.assign(answer.url);
}

function forget() {
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([tooLong, Promise.allSettled([deleteTaps(), emptyCaches(), unsubscribe(), emptyStorage()])]);
}

// Each is asked for in a function of its own: what a browser does not have, or refuses, leaves the others to be done.

const deleteTaps = () =>
  new Promise((resolve) => {
    const opening = indexedDB.open("elbow");
    // There was none.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = resolve;
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(["taps", "kept"], "readwrite");
      transaction.objectStore("kept").clear();
      const taps = transaction.objectStore("taps").openCursor();
      taps.onsuccess = () => {
        if (!taps.result) return;
        if (!isNobodys(taps.result.value)) taps.result.delete();
        taps.result.continue();
      };
      transaction.oncomplete = transaction.onabort = () => resolve(opening.result.close());
    };
  });

const unsubscribe = async () => {
  const worker = await navigator.serviceWorker?.getRegistration();
  const subscription = await worker?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
};

const emptyStorage = async () => {
  sessionStorage.clear();
  localStorage.clear();
};
