// Keeps pages that change by themselves up to date where no island does: a requester's waiting page, and the page of something
// that takes a while. Without it they reload every 10 seconds.

const find = (selector, from = document) => from.querySelector(selector);

const followed = find("[data-follow]");
if (followed) follow(followed.dataset.follow);

function follow(stream) {
  // The address bar may show that of a form, which cannot be fetched.
  const address = stream.replace(/\/events$/, "");
  let source, fetching, tried;
  // Server time, and what this page's own clock said then: the device's clock is never trusted.
  let told = +followed.dataset.now;
  let then = performance.now();
  let heard = then;

  const hear = () => {
    heard = performance.now();
    find("#stale").hidden = true;
    document.body.classList.remove("app-is-old");
  };

  const open = () => {
    source?.close();
    source = new EventSource(stream);
    source.addEventListener("beat", hear);
    for (const name of ["change", "reset"]) source.addEventListener(name, () => (hear(), update()));
  };

  async function update() {
    if (fetching) return (fetching = "again");
    fetching = "once";
    tried = performance.now();
    try {
      const response = await fetch(address);
      if (response.status < 500) show(await response.text());
    } catch {
      // No connection: the page says so after a while.
    }
    const again = fetching === "again";
    fetching = undefined;
    if (again) update();
  }

  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const now = find("[data-now]", page)?.dataset.now;
    if (!now) return location.replace(address);
    told = +now;
    then = performance.now();
    hear();
    document.title = page.title;
    for (const id of ["#status", "#changes"]) swap(find(id), find(id, page));
  }

  function wake() {
    if (document.hidden) return;
    open();
    update();
  }

  setInterval(() => {
    const silence = performance.now() - heard;
    if (silence > 8000 && !(performance.now() - tried < 8000)) wake();
    if (silence < 10000 || !find("#stale").hidden) return;
    const clock = new Date(told + heard - then).toLocaleTimeString("en-GB");
    find("#stale").textContent = `Not live since ${clock}. Trying again.`;
    find("#stale").hidden = false;
    document.body.classList.add("app-is-old");
  }, 1000);

  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("pagehide", () => source.close());
  open();
}

if (find("[data-underway]")) setTimeout(lookAgain, 2000);

/** The page of something that takes a while says how far it is, and is loaded anew once that is over. */
async function lookAgain() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location)).text(), "text/html");
    const next = find("[data-underway]", page);
    if (!next) return location.reload();
    swap(find("[data-underway]"), next);
  } catch {
    // No connection: it is tried again.
  }
  setTimeout(lookAgain, 2000);
}

/** Takes over what is new; what has the focus or is opened stays so. */
function swap(old, next) {
  if (old.innerHTML === next.innerHTML) return;
  const focus = old.contains(document.activeElement) && document.activeElement.outerHTML;
  for (const details of old.querySelectorAll("details[open]")) {
    find(`#${details.id}`, next)?.setAttribute("open", "");
  }
  old.replaceChildren(...next.childNodes);
  if (focus) [...old.querySelectorAll("a,button,summary")].find((one) => one.outerHTML === focus)?.focus();
}
