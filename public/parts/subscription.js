// Where this handset can be alerted, for pages and the service worker alike.

import { post } from "./post.js";

/** The server wants this handset to subscribe again: it has another key, or the push service knows the old one no more. */
export const SUBSCRIBE_AGAIN = 409;

/** @type {(push: PushManager, key: string | ArrayBuffer) => Promise<PushSubscription>} */
export const subscribe = (push, key) => push.subscribe({ userVisibleOnly: true, applicationServerKey: key });

/**
 * The key that it was made with, as the server writes it: base64url without padding.
 *
 * @param {PushSubscription} subscription
 */
export function keyOf({ options: { applicationServerKey } }) {
  if (!applicationServerKey) return;
  return btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Tells the server. Its own JSON form has the endpoint and both keys.
 *
 * @param {PushSubscription} subscription
 */
export const tell = (subscription) => post("/me/alerts", { ...subscription.toJSON(), vapid_key: keyOf(subscription) });
