// The end of a session leaves nothing of a person on the device. The server says so too, but not every browser listens.

import { isOurs } from "./answer.js";

/** How long deleting may take, in milliseconds: some browsers never say that they will not. */
const PATIENCE = 2000;

/**
 * What the device keeps is deleted once the server has let the person go: somebody on shift is asked first.
 *
 * @param {HTMLFormElement} form
 */
export async function endSession(form) {
  try {
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
    if (answer.redirected && isOurs(answer)) {
      if (new URL(answer.url).pathname !== "/me/end-shift") await forget();
      location.assign(answer.url);
      return;
    }
  } catch {
    // The browser says what is wrong.
  }
  form.submit();
}

function forget() {
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([tooLong, Promise.allSettled([deleteTaps(), emptyCaches(), unsubscribe(), emptyStorage()])]);
}

// Each is asked for in a function of its own: what a browser does not have, or refuses, leaves the others to be done.

const deleteTaps = async () => {
  await new Promise((resolve) => {
    const deleting = indexedDB.deleteDatabase("elbow");
    deleting.onsuccess = deleting.onerror = resolve;
  });
};

const unsubscribe = async () => {
  const worker = await navigator.serviceWorker?.getRegistration();
  const subscription = await worker?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
};

const emptyStorage = async () => {
  sessionStorage.clear();
  localStorage.clear();
};

export const emptyCaches = async () => {
  // None where the address is not a secure one.
  const names = (await self.caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
};
