// What was tapped and has not been answered yet. It is kept in the browser's database from the tap until the server has
// answered, so that a place without a connection, a reload or an empty battery loses nothing, and nothing looks sent before it
// is. Each tap has a key: sent twice, it is answered as it was the first time.
//
// The first part is for pages and the service worker alike, so it neither imports nor exports; the second is for pages.

self.outbox = (() => {
  // How long the server may take to answer, in milliseconds.
  const PATIENCE = 10_000;

  // A request for help that is older than this may be over: it is sent only if that is confirmed.
  const ASK_AGAIN = 15 * 60_000;

  // Tells the other pages, and the service worker's pages, that something has changed.
  const others = self.BroadcastChannel && new BroadcastChannel("elbow-outbox");

  let opened;

  const database = () =>
    (opened ??= new Promise((resolve, reject) => {
      const opening = indexedDB.open("elbow", 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore("taps", { keyPath: "id", autoIncrement: true });
        opening.result.createObjectStore("kept");
      };
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const close = () => {
          opening.result.close();
          opened = undefined;
        };
        // Signing out elsewhere deletes it; a phone may close it at any time.
        Object.assign(opening.result, { onversionchange: close, onclose: close });
        resolve(opening.result);
      };
    }));

  async function run(store, mode, act) {
    // Written to the disk before it counts as kept.
    const transaction = (await database()).transaction(store, mode, { durability: "strict" });
    const request = act(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  const list = () => run("taps", "readonly", (taps) => taps.getAll()).catch(() => []);
  const put = (tap) => run("taps", "readwrite", (taps) => taps.put(tap));
  const remove = ({ id }) => run("taps", "readwrite", (taps) => taps.delete(id));
  const keep = (name, value) => run("kept", "readwrite", (kept) => kept.put(value, name));
  const kept = (name) => run("kept", "readonly", (kept) => kept.get(name));

  /** 128 random bits, made at the tap. `randomUUID` is missing where the address is not a secure one. */
  const newKey = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /** Waiting to be sent; the others have been answered, and wait for somebody to read it. */
  const isUnsent = (tap) => !tap.refused && !tap.link;

  const needsConfirmation = (tap) => tap.asks && Date.now() - (tap.confirmed ?? tap.at) > ASK_AGAIN;

  const isDue = (tap) => isUnsent(tap) && !needsConfirmation(tap);

  /** Sends what waits, the oldest first, until something cannot be sent. One page or worker at a time. */
  const flush = () =>
    navigator.locks ? navigator.locks.request("elbow-outbox", { ifAvailable: true }, (lock) => lock && sendAll()) : sendAll();

  async function sendAll() {
    let tap;
    // Read anew each time: more may have been tapped meanwhile.
    while ((tap = (await list()).find(isDue))) {
      const isAnswered = await send(tap);
      outbox.heard?.(tap);
      others?.postMessage(tap);
      if (!isAnswered) return;
    }
  }

  /** Whether the server has answered. */
  async function send(tap) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE);
    try {
      const response = await fetch(tap.path, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: `${tap.fields}&sent=${Date.now()}`,
        // Nobody but Elbow may say that it arrived.
        redirect: "error",
        signal: giveUp.signal,
      });
      const { status } = response;
      if (status === 204) {
        await remove(tap);
        return (tap.done = true);
      }
      const told = await response.json();
      if (response.ok) {
        // Where the request is to be seen: kept until somebody has gone there.
        await put(Object.assign(tap, { link: told.link, sent: Date.now() }));
        return (tap.done = true);
      }
      tap.isSignedOut = status === 401;
      if (status >= 500 || tap.isSignedOut) throw new Error(told.title);
      tap.refused = told.errors?.map(({ message }) => message).join(" ") || told.detail || told.title;
      await put(tap);
      return true;
    } catch {
      await put(Object.assign(tap, { tried: Date.now() })).catch(() => {});
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  if (others) others.onmessage = ({ data }) => outbox.heard?.(data);

  return { list, put, remove, keep, kept, flush, isUnsent, isDue, needsConfirmation, newKey };
})();

// Pages --------------------------------------------------------------------------------------------------------------------

if (self.document) {
  const { outbox } = self;

  // How long a tap may be under way before the page says that it is not sent yet, in milliseconds.
  const SOON = 1500;

  // Pauses between tries, in milliseconds; the length of each is drawn.
  const [SHORTEST, LONGEST] = [3000, 8000];

  const find = (selector, from = document) => from.querySelector(selector);
  const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const panel = find("#unsent");
  const live = find("#live");

  /** Signing out with something unsent needs a second tap. */
  let mayLeave = false;

  // Tapping ----------------------------------------------------------------------------------------------------------------

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.dataset.forget !== undefined && !mayLeave) leave(event, form);
      if (form.dataset.tap === undefined) return;
      event.preventDefault();
      if (!form.dataset.sent) keepTap(form, event.submitter);
    },
    true,
  );

  async function keepTap(form, submitter) {
    const fields = new URLSearchParams(new FormData(form));
    if (submitter?.name) fields.set(submitter.name, submitter.value);
    if (!fields.get("key")) fields.set("key", outbox.newKey());
    const at = Date.now();
    fields.set("at", at);
    const { person } = document.body.dataset;
    if (person) fields.set("by", person);
    setSent(form, true);
    const chosen = find("select", form)?.selectedOptions[0]?.text;
    const tap = {
      path: form.getAttribute("action"),
      fields: String(fields),
      said: [chosen ?? submitter?.textContent.trim(), form.dataset.tap].filter(Boolean).join(", "),
      ticket: form.dataset.ticket,
      about: form.dataset.tap,
      asks: form.matches(".app-ask"),
      page: location.pathname,
      at,
    };
    try {
      tap.id = await outbox.put(tap);
    } catch {
      // No database, as in some private windows: it is sent like any form.
      return sendAsForm(form, fields);
    }
    setTimeout(show, SOON);
    tryAgain();
  }

  function sendAsForm(form, fields) {
    // Not the buttons: none is pressed now.
    const own = new FormData(form);
    for (const [name, value] of fields) {
      if (!own.has(name)) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    }
    form.submit();
  }

  function setSent(form, sent) {
    if (sent) form.dataset.sent = "yes";
    else delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.disabled = sent;
  }

  async function leave(event, form) {
    // Whether something is unsent is not known at once.
    event.preventDefault();
    event.stopImmediatePropagation();
    const taps = await outbox.list();
    mayLeave = true;
    if (!taps.some(outbox.isUnsent)) return form.requestSubmit();
    await show();
    panel.prepend(paragraph("Not everything is sent. Sign out again to lose it.", "app-unsent__title"));
    panel.scrollIntoView();
  }

  // Sending ----------------------------------------------------------------------------------------------------------------

  let timer;

  async function tryAgain() {
    clearTimeout(timer);
    await outbox.flush();
    await show();
    if ((await outbox.list()).some(outbox.isUnsent)) {
      timer = setTimeout(tryAgain, SHORTEST + Math.random() * (LONGEST - SHORTEST));
      // Where the browser can send with no page open, it may.
      navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
    }
  }

  /** Something has been sent, refused, or could not be sent. */
  outbox.heard = async (tap) => {
    show();
    if (!tap.done && !tap.refused) return;
    // The page has changed by then; until then nothing is tapped twice.
    setTimeout(enable, SOON);
    if (tap.page === location.pathname) {
      const filledIn = find("form[novalidate][data-sent]");
      if (tap.link) {
        await outbox.remove(tap);
        return location.assign(tap.link);
      }
      if (tap.refused && filledIn) {
        // The server shows the form again, with what is wrong beside it.
        await outbox.remove(tap);
        return sendAsForm(filledIn, new URLSearchParams(tap.fields));
      }
      if (tap.done && find(".app-back")) return location.assign(find(".app-back").href);
    }
    // There is a connection again: the page catches up.
    if (tap.tried) dispatchEvent(new Event("online"));
  };

  function enable() {
    for (const form of document.querySelectorAll("form[data-tap][data-sent]")) setSent(form, false);
  }

  addEventListener("online", tryAgain);
  addEventListener("pageshow", tryAgain);
  document.addEventListener("visibilitychange", () => document.hidden || tryAgain());

  // Showing ----------------------------------------------------------------------------------------------------------------

  function paragraph(words, name = "") {
    return Object.assign(document.createElement("p"), { textContent: words, className: name });
  }

  function link(href, words, name = "") {
    return Object.assign(document.createElement("a"), { href, textContent: words, className: name });
  }

  function button(words, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: "app-small" });
    made.addEventListener("click", async () => {
      await act();
      tryAgain();
    });
    return made;
  }

  let shown;

  /** Says what is not sent, and what was refused. */
  async function show() {
    const isSlow = (tap) => tap.tried || Date.now() - tap.at >= SOON;
    const belongs = (tap) => (tap.asks ? tap.page === location.pathname : !find(".app-ask"));
    const taps = (await outbox.list()).filter((tap) => belongs(tap) && (!outbox.isUnsent(tap) || isSlow(tap)));
    const state = JSON.stringify(taps.map((tap) => [tap, outbox.needsConfirmation(tap)]));
    if (state === shown) return;
    shown = state;
    const unsent = taps.filter(outbox.isUnsent);
    const form = find(".app-ask");
    if (form) form.hidden = unsent.length > 0;
    const paths = new Set(unsent.map(({ path }) => path));
    // After a reload too: what waits is not tapped again.
    for (const tapped of document.querySelectorAll("form[data-ticket]")) {
      if (paths.has(tapped.getAttribute("action"))) setSent(tapped, true);
    }
    panel.replaceChildren(...taps.flatMap(told), ...unsentWords(unsent), ...nextStep(unsent));
    panel.hidden = taps.length === 0;
  }

  /** One tap, and what can be done about it. */
  function told(tap) {
    const what = `${tap.said}, at ${clock(tap.at)}`;
    const forget = () => outbox.remove(tap);
    if (tap.link) {
      const there = link(tap.link, "See who is coming");
      there.addEventListener("click", forget);
      const words = paragraph(`Your request was sent at ${clock(tap.sent)}. `, "app-unsent__title");
      words.append(there);
      return [words];
    }
    if (tap.refused) return [paragraph(tap.refused, "app-unsent__title"), paragraph(`You tapped: ${what}.`), button("OK", forget)];
    if (outbox.needsConfirmation(tap)) {
      return [
        paragraph(`You asked for help at ${clock(tap.at)}, and it has not been sent. Still need help?`, "app-unsent__title"),
        button("Yes, send it", () => outbox.put({ ...tap, confirmed: Date.now() })),
        button("No, I’m OK now", forget),
      ];
    }
    return [paragraph(`Not sent yet: ${what}`, "app-unsent__title")];
  }

  function unsentWords(unsent) {
    if (unsent.length === 0) return [];
    const tried = Math.max(...unsent.map((tap) => tap.tried ?? 0));
    const lastTried = tried ? ` Last tried at ${new Date(tried).toLocaleTimeString("en-GB")}.` : "";
    if (unsent.some((tap) => tap.isSignedOut)) {
      const words = paragraph("You are signed out. ");
      words.append(link("/sign-in", "Sign in"), ", and it is sent.");
      return [words];
    }
    const { phone } = panel.dataset;
    const ring = paragraph("If it cannot wait, ring ");
    ring.append(link(`tel:${phone.replace(/[^\d+]/g, "")}`, phone, "app-phone"), ".");
    return [paragraph(`There is no connection. It is sent by itself as soon as there is one.${lastTried}`), ring];
  }

  /** What comes after the last tap about a ticket, so that the work goes on. */
  function nextStep(unsent) {
    const last = unsent.findLast?.((tap) => tap.ticket);
    const [, done] = /\/(accept|arrive)$/.exec(last?.path) ?? [];
    const step = { accept: "arrive", arrive: "finish" }[done];
    const template = find("#next-steps");
    return step && template ? [stepOf(template, step, last)] : [];
  }

  function stepOf(template, step, { ticket, about }) {
    const form = find(`form[action="${step}"]`, template.content).cloneNode(true);
    form.setAttribute("action", `/me/jobs/${ticket}/${step}`);
    Object.assign(form.dataset, { tap: about, ticket });
    return form;
  }

  // Keeping ----------------------------------------------------------------------------------------------------------------

  if (live) {
    let known;
    // The seconds that pass change the page too.
    const keepJobs = () => {
      const offers = live.querySelectorAll("[data-offer]").length;
      if (offers) navigator.setAppBadge?.(offers);
      else navigator.clearAppBadge?.();
      const cards = [...live.querySelectorAll(".app-offer, .app-job")];
      const versions = JSON.stringify(cards.map((card) => [card.dataset.key, find("[name=version]", card)?.value]));
      if (versions === known) return;
      known = versions;
      const html = cards.map((card) => card.outerHTML).join("");
      const { person } = document.body.dataset;
      outbox.keep("jobs", { html, steps: find("#next-steps").innerHTML, at: Date.now(), person }).catch(() => {});
    };
    new MutationObserver(keepJobs).observe(live, { childList: true, subtree: true });
    keepJobs();
  }

  // Installing -------------------------------------------------------------------------------------------------------------

  const help = find("#install");
  const isInstalled = navigator.standalone || matchMedia("(display-mode: standalone)").matches;
  // Only Apple's browsers know `standalone`, and there only an installed app is alerted.
  if (help && navigator.standalone === false) {
    help.textContent = "To be alerted on an iPhone or iPad, tap Share, then “Add to Home Screen”, and open Elbow from there.";
    help.hidden = false;
  }
  addEventListener("beforeinstallprompt", (event) => {
    if (!help || isInstalled) return;
    event.preventDefault();
    help.replaceChildren("Elbow opens faster from the home screen. ", button("Put Elbow there", () => event.prompt()));
    help.hidden = false;
  });
  addEventListener("appinstalled", () => help && (help.hidden = true));

  const offline = find("[data-offline]");
  if (offline) showKept(offline.dataset.offline === "jobs");

  /** The page without a connection: the last that is known of the jobs, and the way on. */
  async function showKept(showsJobs) {
    const jobs = showsJobs && (await outbox.kept("jobs").catch(() => undefined));
    if (jobs?.html) {
      document.body.dataset.person = jobs.person;
      const steps = Object.assign(document.createElement("template"), { id: "next-steps", innerHTML: jobs.steps });
      offline.innerHTML = jobs.html;
      const [, ticket] = /^\/me\/jobs\/([^/]+)\/finish$/.exec(location.pathname) ?? [];
      if (ticket) {
        const about = find(`[data-ticket="${ticket}"]`, offline)?.dataset.tap;
        offline.replaceChildren(heading("What was it?"), stepOf(steps, "finish", { ticket, about }));
      } else {
        offline.prepend(heading(`Your jobs as they were at ${clock(jobs.at)}`));
      }
      offline.append(steps);
    }
    show();
    setInterval(async () => {
      const { ok } = await fetch("/livez", { cache: "no-store" }).catch(() => ({}));
      // What follows a job that was finished here is the list of jobs.
      if (ok) location.replace(showsJobs ? "/me" : location.href);
    }, SHORTEST);
  }

  function heading(words) {
    return Object.assign(document.createElement("h1"), { textContent: words, className: "nhsuk-heading-l" });
  }
}
