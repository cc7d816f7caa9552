// What was tapped and has not been answered yet. It is kept in the browser's database from the tap until the server has
// answered, so that a place without a connection, a reload or an empty battery loses nothing, and nothing looks sent before it
// is. Each tap has a key: sent twice, it is answered as it was the first time.
//
// For pages and the service worker alike.

import { ask, pause } from "./answer.js";
import { isNobodys } from "./nobodys.js";
import * as say from "./sentences.js";

/**
 * What was tapped. All times are those of the device.
 *
 * @typedef {object} Tap
 * @property {number} [id] made when it is kept
 * @property {string} path where it is posted
 * @property {string} fields as a form is sent
 * @property {string} said what was tapped, in words
 * @property {string} page where it was tapped
 * @property {number} at
 * @property {string} [by] who was signed in
 * @property {string} [ticket]
 * @property {string} [about] what the ticket is about, in words
 * @property {boolean} [asks] for help
 * @property {number} [takesBack] the request that this one takes back
 * @property {string} [here] the page that was tapped
 * @property {string} [tab]
 * @property {number} [confirmed] when somebody said that help is still needed
 * @property {number} [tried] when it was last sent in vain
 * @property {number} [notBefore] when it may be tried again
 * @property {number} [late] how many tries in a row were not answered in time
 * @property {number} [failures] how many tries in a row were answered by somebody else, or not at all well
 * @property {boolean} [isSignedOut] Elbow wants to know who this is
 * @property {boolean} [isTooMany] it was one too many in a short time
 * @property {string} [refused] why, in words
 * @property {boolean} [isTooLarge] it is more than Elbow reads
 * @property {string} [link] where the request is to be seen
 * @property {number} [sent] when it had arrived
 * @property {boolean} [done] it has arrived
 */

/** A page's jobs, as they were shown. @typedef {{ html: string, steps: string, at: number, person?: string }} Jobs */

/** How long the first try may take, and any; each that was too late is followed by one of twice the patience. In milliseconds. */
const [PATIENCE, LONGEST_PATIENCE] = [10_000, 60_000];

/** A request for help that is older than this may be over: it is sent only if that is confirmed. In milliseconds. */
const ASK_AGAIN = 15 * 60_000;

/** A database that opens, or keeps something, at all does so within this, in milliseconds: some browsers never say that they will not. */
const [OPENS_WITHIN, KEEPS_WITHIN] = [3000, 5000];

/** No pause between tries is longer, whatever has become of the device's clock. In milliseconds. */
const LONGEST_WAIT = 6 * 60_000;

/** What this page has kept, and when, by a clock that nobody sets. @type {Map<IDBValidKey, number>} */
const keptAt = new Map();

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function database() {
  if (opened) return opened;
  const opening = open();
  const forget = () => {
    if (opened === opening) opened = undefined;
  };
  opening.then((connection) => {
    const close = () => {
      connection.close();
      forget();
    };
    // Signing out elsewhere deletes it; a phone may close it at any time.
    Object.assign(connection, { onversionchange: close, onclose: close });
  }, forget);
  opened = opening;
  return opening;
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("elbow", 1);
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      reject(new Error("no database"));
    }, OPENS_WITHIN);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("taps", { keyPath: "id", autoIncrement: true });
      opening.result.createObjectStore("kept");
    };
    opening.onerror = () => {
      clearTimeout(late);
      reject(opening.error);
    };
    opening.onsuccess = () => {
      clearTimeout(late);
      // Nobody would ever close it.
      if (isLate) opening.result.close();
      resolve(opening.result);
    };
  });
}

/**
 * @template T
 * @param {"taps" | "kept"} store
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function run(store, mode, act) {
  // Written to the disk before it counts as kept.
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error("the database does not answer"));
      try {
        // What is said not to be kept is not written later.
        transaction.abort();
      } catch {
        // It is just being written.
      }
    }, KEEPS_WITHIN);
    transaction.oncomplete = () => {
      clearTimeout(late);
      resolve(request.result);
    };
    transaction.onabort = () => {
      clearTimeout(late);
      reject(transaction.error);
    };
  });
}

/**
 * What has become of taps that the database keeps as they were, because it is full, say: as this page knows it, or nothing of what is done
 * with.
 *
 * @type {Map<number | undefined, Tap | undefined>}
 */
const unkept = new Map();

/** As the database last said it, and as this page has written it since: there are times when it is not to be read. @type {Tap[]} */
let listed = [];

/** The database has it so now, or no more. @type {(id: number, tap?: Tap) => void} */
function written(id, tap) {
  unkept.delete(id);
  const others = listed.filter((other) => other.id !== id);
  listed = tap ? [...others, { ...tap, id }].sort((one, other) => keyOf(one.id) - keyOf(other.id)) : others;
}

/** @returns {Promise<Tap[]>} */
async function list() {
  listed = await run("taps", "readonly", (taps) => taps.getAll()).catch(() => listed);
  return listed.flatMap((tap) => (unkept.has(tap.id) ? (unkept.get(tap.id) ?? []) : tap));
}

/** Rejects where a new tap cannot be kept. @param {Tap} tap */
async function put(tap) {
  try {
    const id = Number(await run("taps", "readwrite", (taps) => taps.put(tap)));
    written(id, tap);
    keptAt.set(id, performance.now());
    return id;
  } catch (problem) {
    if (tap.id === undefined) throw problem;
    unkept.set(tap.id, tap);
    keptAt.set(tap.id, performance.now());
    return tap.id;
  }
}

/** @param {Tap} tap */
const remove = ({ id }) =>
  run("taps", "readwrite", (taps) => taps.delete(keyOf(id))).then(
    () => written(keyOf(id)),
    () => void unkept.set(id, undefined),
  );

/** Of one that is kept. @param {number | undefined} id */
const keyOf = (id) => /** @type {number} */ (id);

/** Keeps what has become of a tap. Answers with nothing if it has been taken back meanwhile. @param {Tap} tap */
async function update(tap) {
  const known = unkept.get(tap.id);
  if (unkept.has(tap.id) && (!known || known.takesBack !== tap.takesBack)) return;
  try {
    const found = await run("taps", "readwrite", (taps) => {
      const found = taps.get(keyOf(tap.id));
      found.onsuccess = () => found.result && taps.put(tap);
      return found;
    });
    written(keyOf(tap.id), found && tap);
    return found;
  } catch {
    unkept.set(tap.id, tap);
    return tap;
  }
}

/** Takes a request back. Whether it has arrived nobody knows: so that is sent too. @param {Tap} tap */
async function takeBack({ id, path, fields, said, page, by }) {
  const back = { path, fields: `${fields}&taken_back=yes`, said, page, by, at: Date.now(), takesBack: id };
  try {
    const its = await run("taps", "readwrite", (taps) => {
      taps.delete(keyOf(id));
      return taps.put(back);
    });
    written(keyOf(id));
    written(Number(its), back);
  } catch {
    unkept.set(id, { ...back, id });
  }
}

/** @type {(name: "jobs", value: Jobs) => Promise<unknown>} */
const keep = (name, value) => run("kept", "readwrite", (kept) => kept.put(value, name));
/** @type {(name: "jobs") => Promise<Jobs | undefined>} */
const kept = (name) => run("kept", "readonly", (kept) => kept.get(name));

/** Deletes what is a person's. What is nobody's is still to be sent, or to be read. */
const forget = () =>
  Promise.allSettled([
    run("kept", "readwrite", (kept) => kept.clear()),
    run("taps", "readwrite", (taps) => {
      const all = taps.openCursor();
      all.onsuccess = () => {
        const at = all.result;
        if (!at) return;
        if (!isNobodys(at.value)) at.delete();
        at.continue();
      };
      return all;
    }).then(() => (listed = listed.filter(isNobodys))),
  ]);

/** Waiting to be sent; the others have been answered, and wait for somebody to read it. @param {Tap} tap */
const isUnsent = (tap) => !tap.refused && !tap.link;

/**
 * How long ago it was tapped, or confirmed, in milliseconds. A device's clock may be set meanwhile, and a page's stands still while the
 * device sleeps: the longer time counts. Less than nothing where the clock was set back and nobody knows.
 *
 * @param {Tap} tap
 */
function age({ id, at, confirmed = at }) {
  const kept = keptAt.get(keyOf(id));
  return Math.max(Date.now() - confirmed, kept === undefined ? -Infinity : performance.now() - kept);
}

/** Also where nobody knows how old it is. @param {Tap} tap */
const needsConfirmation = (tap) => Boolean(tap.asks) && Math.abs(age(tap)) > ASK_AGAIN;

/** @param {Tap} tap */
const isDue = (tap) => isUnsent(tap) && !needsConfirmation(tap);

/** Milliseconds until it may be tried again. @param {Tap} tap */
function waits({ notBefore = 0 }) {
  const left = notBefore - Date.now();
  return left > LONGEST_WAIT ? 0 : Math.max(0, left);
}

/**
 * What is sent in the order in which it was tapped: the steps of one person, and those about one request. Whatever holds one line
 * back, such as a session that has ended, holds back no other: each request for help is a line of its own, with its being taken
 * back, and where somebody is, or may be sent, is followed by nothing that needs it.
 *
 * @param {Tap} tap
 */
const lineOf = ({ id, asks, takesBack, path, by }) =>
  asks ? id : (takesBack ?? /^\/r\/[^/]+/.exec(path)?.[0] ?? [by, /^\/me\/(place|zone)$/.exec(path)?.[0]].join(" "));

/** Sends what waits, each line by one page or worker at a time. */
async function flush() {
  const lines = new Set((await list()).filter(isDue).map(lineOf));
  await Promise.all([...lines].map(sendAlone));
}

/** @param {ReturnType<typeof lineOf>} line */
async function sendAlone(line) {
  const act = (/** @type {Lock | null} */ lock) => lock && sendLine(line);
  try {
    if (navigator.locks) return await navigator.locks.request(`elbow-outbox ${line}`, { ifAvailable: true }, act);
  } catch {
    // Locks are refused in some private windows: the server knows a tap that comes twice.
  }
  return sendLine(line);
}

/** Sends one line, the oldest first, until something cannot be sent. @param {ReturnType<typeof lineOf>} line */
async function sendLine(line) {
  const tried = new Set();
  // Read anew each time: more may have been tapped meanwhile.
  for (;;) {
    const tap = (await list()).find((tap) => isDue(tap) && lineOf(tap) === line);
    if (!tap || waits(tap) > 0 || tried.has(tap.id)) return;
    tried.add(tap.id);
    const isAnswered = await send(tap);
    outbox.heard?.(tap);
    tell(tap);
    if (!isAnswered) return;
  }
}

/** Whether Elbow has answered. What anybody else says counts as nothing: it is kept and tried again, less and less often. @param {Tap} tap */
async function send(tap) {
  /** @type {number | undefined} */
  let wait;
  tap.isSignedOut = tap.isTooMany = false;
  try {
    const answer = await ask(tap.path, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body: `${tap.fields}&sent=${tap.at + Math.max(0, age({ ...tap, confirmed: tap.at }))}${outbox.mayAsk?.(tap) ? "&may_ask=yes" : ""}`,
      // Nobody but Elbow may say that it arrived.
      redirect: "error",
      patience: Math.min(LONGEST_PATIENCE, PATIENCE * 2 ** (tap.late ?? 0)),
    });
    wait = answer.wait;
    if (answer.status === 204) {
      await remove(tap);
      tap.done = true;
      return true;
    }
    const told = answer.json();
    if (answer.ok && told.link) {
      // Where the request is to be seen: kept until somebody has gone there.
      if (!(await update(Object.assign(tap, { link: told.link, sent: Date.now() })))) delete tap.link;
      tap.done = true;
      return true;
    }
    tap.isSignedOut = answer.status === 401;
    const words = told.errors?.map((/** @type {{ message: string }} */ { message }) => message).join(" ");
    // There is nothing to put right: later.
    tap.isTooMany = answer.status === 429;
    const isLater = answer.status >= 500 || tap.isSignedOut || tap.isTooMany;
    if (answer.status < 400 || isLater) throw new Error(`${answer.status}: ${told.title}`);
    tap.isTooLarge = answer.status === 413;
    tap.refused = words || told.detail || told.title || say.notAccepted;
    await update(tap);
    return true;
  } catch (problem) {
    const isLate = problem instanceof DOMException && problem.name === "AbortError";
    // A lost connection comes back at any moment; whoever answers in our place does not go away so soon.
    const isAnswered = !tap.isSignedOut && !isLate && problem instanceof Error && !(problem instanceof TypeError);
    tap.late = isLate ? (tap.late ?? 0) + 1 : 0;
    tap.failures = isAnswered ? (tap.failures ?? 0) + 1 : 0;
    const notBefore = isAnswered ? Date.now() + pause(tap.failures, wait) : 0;
    await update(Object.assign(tap, { tried: Date.now(), notBefore }));
    return false;
  }
}

/** Tells the other pages, and the service worker's pages, that something has changed. @type {(tap: Partial<Tap>) => void} */
let tell = () => {};
try {
  const others = new BroadcastChannel("elbow-outbox");
  others.onmessage = ({ data }) => outbox.heard?.(data);
  tell = (tap) => others.postMessage(tap);
} catch {
  // They look again when they are next in front.
}

export const outbox = {
  tell,
  lineOf,
  list,
  put,
  remove,
  takeBack,
  keep,
  kept,
  forget,
  flush,
  isUnsent,
  isDue,
  age,
  needsConfirmation,
  waits,
  /** Whether Elbow may ask something about a tap before it does it. */
  mayAsk: /** @type {((tap: Tap) => boolean) | undefined} */ (undefined),
  /** Is told of what has been sent, refused, or could not be sent, here and elsewhere. */
  heard: /** @type {((tap: Partial<Tap>) => void) | undefined} */ (undefined),
};
