// Posts JSON to Elbow, also from a page or worker that is about to end.

import { ask } from "./answer.js";

/** @type {(path: string, body: object) => Promise<import("./answer.js").Answer>} */
export const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
