// A headless Chromium with a fresh profile, driven over its own protocol, that tells what its pages *and their service workers*
// fetch: Playwright's events leave the workers out. It does not tell of what a service worker itself weighs: who wants to know what
// came over the wire counts there.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quiet } from "../../fixtures/chromium.mjs";

/** A page has come to rest when nothing has arrived for so long. A stream of events stays open and sends nothing. */
const QUIET_MS = 2_000;
const LONGEST_MS = 20_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @typedef {object} Traffic what a page fetched, as it came over the wire, headers included
 * @property {number} bytes
 * @property {number} requests
 * @property {number} wasmBytes
 * @property {{ url: string, bytes: number }[]} files
 */

export async function launchChromium(path = process.env.ELBOW_CHROMIUM ?? "chromium") {
  const profile = await mkdtemp(join(tmpdir(), "elbow-chromium-"));
  const browser = spawn(path, ["--headless", ...quiet, "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const toBrowser = /** @type {import("node:stream").Writable} */ (browser.stdio[3]);
  const fromBrowser = /** @type {import("node:stream").Readable} */ (browser.stdio[4]);

  const answers = new Map();
  const listeners = new Set();
  let lastId = 0;
  let rest = "";

  fromBrowser.setEncoding("utf8").on("data", (text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages.map((json) => JSON.parse(json))) {
      if (message.id === undefined) {
        for (const listen of listeners) listen(message);
      } else {
        const { resolve, reject, method } = answers.get(message.id);
        answers.delete(message.id);
        if (message.error) reject(new Error(`${method}: ${message.error.message}`));
        else resolve(message.result);
      }
    }
  });

  /** @returns {Promise<any>} */
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      answers.set(id, { resolve, reject, method });
      toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  // Chromium's own surfaces are pages too, which load things of their own whenever a window opens.
  const filter = [{ type: "browser_ui", exclude: true }, { type: "browser", exclude: true }, { type: "tab", exclude: true }, {}];
  const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter };
  const traffic = countTraffic(listeners);
  /** The session of each page and worker, by its target. */
  const sessions = new Map();
  // Every page and worker is held at its first step until its requests are being counted.
  listeners.add(({ method, params }) => {
    if (method !== "Target.attachedToTarget") return;
    const { sessionId, targetInfo } = params;
    const quietly = (promise) => promise.catch(() => undefined);
    // A service worker is attached twice, as the browser's and as its page's.
    if (!sessions.has(targetInfo.targetId)) {
      sessions.set(targetInfo.targetId, sessionId);
      quietly(send("Network.enable", {}, sessionId));
    }
    quietly(send("Page.enable", {}, sessionId));
    quietly(send("Target.setAutoAttach", attach, sessionId));
    quietly(send("Runtime.runIfWaitingForDebugger", {}, sessionId));
  });
  await send("Target.setAutoAttach", attach);

  /** Until the next page has loaded and the network is quiet. Asked of the page: its events get lost when it changes its process. */
  const rested = async (session, act) => {
    const evaluate = (expression) => send("Runtime.evaluate", { expression }, session).catch(() => undefined);
    await evaluate("globalThis.isThePageBefore = true");
    const started = Date.now();
    await act();
    for (;;) {
      const answer = await evaluate("document.readyState === 'complete' && !globalThis.isThePageBefore");
      if (answer?.result.value === true && Date.now() - traffic.last() >= QUIET_MS) return;
      if (Date.now() - started > LONGEST_MS) {
        const pause = ((Date.now() - traffic.last()) / 1000).toFixed(1);
        throw new Error(`the page did not come to rest within ${LONGEST_MS / 1000} s: ${traffic.latest()}, ${pause} s ago`);
      }
      await sleep(50);
    }
  };

  /** Somebody with a browser of their own: no cookies, nothing cached. */
  const newVisitor = async () => {
    const { browserContextId } = await send("Target.createBrowserContext");
    const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
    const session = sessions.get(targetId);
    if (session === undefined) throw new Error("Chromium opened a page without saying so");

    const run = async (expression) => {
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true }, session);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };

    return {
      run,
      /** `received` counts what has come over the wire; without it, it is what Chromium tells of. @type {(url: string, received?: () => number) => Promise<Traffic>} */
      visit: async (url, received) => {
        // In the instant in which a page moves to a process of its own, Chromium does not tell all that it asks for. So the
        // process is there before: with something small of the same place, which is forgotten again.
        await rested(session, () => send("Page.navigate", { url: new URL("/favicon.svg", url).href }, session));
        await send("Network.clearBrowserCache", {}, session);
        traffic.reset();
        const before = received?.() ?? 0;
        await rested(session, () => send("Page.navigate", { url }, session));
        const total = traffic.total();
        return received ? { ...total, bytes: received() - before } : total;
      },
      /** Fills in the form that has these fields and sends it. @param {Record<string, string>} fields */
      submit: async (fields) => {
        const [first = ""] = Object.keys(fields);
        await rested(session, () =>
          run(`(() => {
            const form = document.querySelector('main form [name="${first}"]')?.form;
            if (!form) throw new Error("no field ${first} on " + location.pathname);
            for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
              const field = form.elements.namedItem(name);
              if (field) field.value = value;
            }
            form.requestSubmit();
          })()`),
        );
      },
      address: () => run("location.href"),
      /** Forgets all but the cookies, as if this were the first visit of somebody who is signed in. */
      forget: async () => {
        const origin = await run("location.origin");
        await send("Page.navigate", { url: "about:blank" }, session);
        await send("Storage.clearDataForOrigin", { origin, storageTypes: "service_workers,cache_storage,local_storage,indexeddb" }, session);
        await send("Network.clearBrowserCache", {}, session);
      },
      leave: () => send("Target.disposeBrowserContext", { browserContextId }),
    };
  };

  return {
    newVisitor,
    close: async () => {
      const ended = new Promise((resolve) => browser.once("close", resolve));
      send("Browser.close").catch(() => undefined);
      await Promise.race([ended, sleep(5_000).then(() => browser.kill("SIGKILL"))]);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Adds up what `listeners` hear about the network. */
function countTraffic(listeners) {
  let files = new Map();
  let last = 0;

  const file = ({ sessionId, params }) => {
    const key = `${sessionId} ${params.requestId}`;
    const known = files.get(key) ?? { url: "", requests: 0, headers: 0, body: 0, done: 0, kept: false };
    files.set(key, known);
    return known;
  };

  const hear = {
    "Network.requestWillBeSent": (message) => {
      const request = file(message);
      request.url = message.params.request.url;
      request.requests += 1;
      request.done += message.params.redirectResponse?.encodedDataLength ?? 0;
    },
    "Network.responseReceived": (message) => {
      const request = file(message);
      request.headers = message.params.response.encodedDataLength;
      request.kept ||= message.params.response.fromDiskCache || message.params.response.fromServiceWorker;
    },
    "Network.requestServedFromCache": (message) => {
      file(message).kept = true;
    },
    "Network.dataReceived": (message) => {
      file(message).body += message.params.encodedDataLength;
    },
    "Network.loadingFinished": (message) => {
      const request = file(message);
      request.done += message.params.encodedDataLength;
      request.headers = 0;
      request.body = 0;
    },
  };
  listeners.add((message) => {
    if (message.method in hear) {
      hear[message.method](message);
      last = Date.now();
    }
  });

  return {
    last: () => last,
    /** What is being fetched, or was fetched last. */
    latest: () => [...files.values()].at(-1)?.url ?? "nothing was fetched",
    reset: () => {
      files = new Map();
      last = Date.now();
    },
    /** @returns {Traffic} */
    total: () => {
      const fetched = [...files.values()].filter(({ url, kept }) => url.startsWith("http") && !kept);
      const sent = fetched.map((file) => ({ ...file, bytes: file.headers + file.body + file.done })).filter(({ bytes }) => bytes > 0);
      const list = sent.map(({ url, bytes }) => ({ url, bytes }));
      const sum = (of) => of.reduce((all, { bytes }) => all + bytes, 0);
      return {
        bytes: sum(list),
        requests: sent.reduce((all, { requests }) => all + requests, 0),
        wasmBytes: sum(list.filter(({ url }) => new URL(url).pathname.endsWith(".wasm"))),
        files: list,
      };
    },
  };
}
