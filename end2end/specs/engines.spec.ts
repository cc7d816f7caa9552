// What must not depend on the browser: the loop and what happens without a connection, told in Chromium, Firefox and WebKit.

import { test } from "../fixtures/engines.js";
import type { Visitor } from "../fixtures/engines/visitor.js";

type Staff = { username: string; password: string };

/** On shift, and the page may sound: it was touched. */
async function startsShift(floorwalker: Visitor, code: string): Promise<void> {
  await floorwalker.open(`/enrol?code=${code}`);
  await floorwalker.tap("Set up this device");
  await floorwalker.type("pin", "492817");
  await floorwalker.type("pin_again", "492817");
  await floorwalker.tap("Save PIN and sign in");
  await floorwalker.isAt("/me");
  await floorwalker.tap("Start shift");
  await floorwalker.reads("You are on shift");
  await floorwalker.reads("Live.");
  await floorwalker.touch();
  await floorwalker.doesNotRead("Sound is off");
}

async function signsIn(somebody: Visitor, { username, password }: Staff): Promise<void> {
  await somebody.open("/staff");
  await somebody.type("username", username);
  await somebody.type("password", password);
  await somebody.tap("Sign in");
}

async function asks(nurse: Visitor, wardLink: string): Promise<void> {
  await nurse.open(wardLink);
  await nurse.tap("Something else");
  await nurse.tap("I need help");
  await nurse.isAt("/r/");
  await nurse.reads("Looking for someone");
}

/** The service worker is in charge: only then does a page open without a connection. */
const worksOffline = (somebody: Visitor): Promise<void> => somebody.isTrue("navigator.serviceWorker.controller !== null");

/** The worker has what a page needs to look at what is typed, which comes when the page is at rest. */
const looksOffline = (somebody: Visitor): Promise<void> =>
  somebody.isTrue(`(() => {
    const { src } = document.querySelector("script[src$='/elbow.js']");
    return caches.match(src.replace("elbow.js", "patient_data_bg.wasm")).then(Boolean);
  })()`);

test("a nurse asks, a floorwalker hears of it and helps, the board follows, twice over", async ({ elbow, newVisitor }) => {
  const [lead, nurse, floorwalker] = [await newVisitor(), await newVisitor(), await newVisitor("phone")];
  const { code, name } = elbow.responders[0]!;
  await signsIn(lead, elbow.lead);
  await lead.reads("Live.");
  await startsShift(floorwalker, code);

  // The second time shows that the first has stopped nothing.
  for (const ward of elbow.ward_links.slice(0, 2)) {
    await asks(nurse, ward.url);
    await floorwalker.tap("Accept");
    await nurse.reads(`${name} is on the way`);
    await lead.reads("On the way 1");
    await floorwalker.tap("I am here");
    await nurse.reads(`${name} is with you`);
    await lead.reads("With them 1");

    await floorwalker.tap("Done");
    await floorwalker.tap("Training or elbow support");
    await floorwalker.isAt("/me");
    await floorwalker.tap("Undo");
    await nurse.reads(`${name} is with you`);
    await floorwalker.tap("Done");
    await floorwalker.tap("Training or elbow support");
    await nurse.reads("Your request is closed");
    await lead.reads("With them 0");
    await floorwalker.reads("No jobs for you right now");
    await floorwalker.reads("Live.");
  }

  await lead.tap("Sign out");
  await lead.reads("Sign in");
  await lead.open("/board");
  await lead.isAt("/staff");
});

test("a ward’s own computer goes back to Ask by itself, and not while somebody is in the middle of something", { annotation: { type: "shows", description: "H12.4" } }, async ({ elbow, newVisitor }) => {
  const nurse = await newVisitor();
  await nurse.open(`/enrol?code=${elbow.ward_codes[0]!.code}`);
  await nurse.tap("Set up this device");
  await nurse.tap("Something else");
  await nurse.tap("I need help");
  await nurse.isAt("/r/");
  await nurse.tap("Say where exactly, or change the note");
  await nurse.type("spot", "Bay 4");
  const restsSoon = (): Promise<void> => nurse.does(`document.body.dataset.rests = "2"`);
  await restsSoon();
  await nurse.does(`setTimeout(() => (window.name = "rested"), 5000)`);
  await nurse.isTrue(`window.name === "rested" && document.getElementById("spot")?.value === "Bay 4"`, "what was typed");
  await nurse.tap("Save");
  await nurse.isAt("/r/");
  await nurse.reads("Bay 4");
  await restsSoon();
  await nurse.isTrue(`location.pathname === "/"`, "the Ask page");
  await nurse.reads("Asked from this device");
});

test("whoever is asked sees that before what can be switched on", async ({ elbow, newVisitor }) => {
  const [nurse, floorwalker] = [await newVisitor(), await newVisitor("phone")];
  await startsShift(floorwalker, elbow.responders[0]!.code);
  // As narrow as a phone that people still carry.
  const narrow = (width: number): Promise<void> => floorwalker.isTrue(`Boolean(document.body.style.maxWidth = "${width}px")`);
  const isAbove = (card: string): string => `(() => {
    const [card, handset] = ["${card}", "#handset"].map((one) => document.querySelector(one)?.getBoundingClientRect());
    return card !== undefined && handset !== undefined && card.bottom <= handset.top;
  })()`;
  await asks(nurse, elbow.ward_links[0]!.url);
  for (const width of [390, 320]) {
    await narrow(width);
    await floorwalker.isTrue(isAbove(".app-offer"), `an offer above the switches at ${width}`);
  }
  await floorwalker.tap("Accept");
  await floorwalker.isTrue(isAbove(".app-job"), "a job above the switches");
});

test("whoever goes back, or loads the page again, asks for something new", async ({ elbow, newVisitor }) => {
  const [lead, nurse] = [await newVisitor(), await newVisitor()];
  const ward = new URL(elbow.ward_links[0]!.url).pathname;
  const comesBack = async (how: string): Promise<void> => {
    await nurse.does(how);
    await nurse.isAt(ward);
    await nurse.isTrue(`document.readyState === "complete"`);
  };
  const asksFor = async (about: string): Promise<void> => {
    await nurse.tap(about);
    await nurse.tap("I need help");
    await nurse.isAt("/r/");
    await nurse.reads(about);
  };
  await nurse.open(ward);
  await asksFor("Something else");
  await comesBack("history.back()");
  await asksFor("Order comms");
  await comesBack("history.back()");
  await comesBack("location.reload()");
  await asksFor("ePMA");
  // An old key would have been answered with the request that it made.
  await signsIn(lead, elbow.lead);
  await lead.reads("Waiting 3");
});

test("whoever goes back to a page of the one who sat here before does not see it", async ({ elbow, newVisitor }) => {
  const desk = await newVisitor();
  await signsIn(desk, elbow.lead);
  await desk.reads("Live.");
  await desk.open("/account");
  await desk.isTrue(`(window.name = document.body.dataset.person) !== undefined`);
  await desk.open("/staff");
  await signsIn(desk, elbow.administrator);
  await desk.isTrue(`document.body.dataset.person !== undefined && document.body.dataset.person !== window.name`);
  for (let steps = 1; steps < 5; steps++) {
    await desk.does("history.back()");
    await desk.isTrue(`document.readyState === "complete" && document.body.dataset.person !== window.name`, "a page of their own");
  }
});

test("a page survives an outage: it says that it is not live, and recovers", { annotation: { type: "shows", description: "H7.1" } }, async ({ elbow, newVisitor }) => {
  const [lead, nurse, floorwalker] = [await newVisitor(), await newVisitor(), await newVisitor("phone")];
  await signsIn(lead, elbow.lead);
  await lead.reads("Live.");
  await startsShift(floorwalker, elbow.responders[0]!.code);

  await elbow.kill();
  await floorwalker.reads("Not live since", 25);
  await lead.reads("Not live since", 25);
  await elbow.restart();
  await floorwalker.doesNotRead("Not live since", 25);
  await lead.doesNotRead("Not live since", 25);

  await asks(nurse, elbow.ward_links[0]!.url);
  await lead.reads("Offered");
  await floorwalker.tap("Accept");
  await floorwalker.reads("I am here");
  await lead.reads("On the way 1");
});

test("while Elbow refuses connections its own page says so, and what was tapped is sent later", { annotation: { type: "shows", description: "H2.1, H11.4" } }, async ({ elbow, newVisitor }) => {
  const [nurse, floorwalker] = [await newVisitor(), await newVisitor("phone")];
  await startsShift(floorwalker, elbow.responders[0]!.code);
  const ward = elbow.ward_links[0]!.url;
  await nurse.open(ward);
  await worksOffline(nurse);
  await worksOffline(floorwalker);
  await looksOffline(nurse);

  await elbow.kill();
  await nurse.tap("Something else");
  await nurse.tap("Add where exactly, your name or a note (optional)");
  await nurse.type("note", "pt 943 476 5919");
  await nurse.reads("This looks like an NHS number. Remove it.");
  await nurse.tap("I need help");
  await nurse.doesNotRead("Not sent yet");
  await nurse.type("note", "The chart is blank");
  await nurse.doesNotRead("This looks like an NHS number");
  await nurse.tap("I need help");
  await nurse.reads("Not sent yet: I need help");
  for (const somebody of [nurse, floorwalker]) {
    await somebody.open(somebody === nurse ? ward : "/me");
    await somebody.reads("There is no connection");
  }
  await nurse.reads("Not sent yet: I need help");

  await elbow.restart();
  await nurse.isAt("/r/");
  await nurse.reads("Looking for someone");
  await floorwalker.tap("Accept");
  await nurse.reads("is on the way");
});

test("a form that Elbow did not answer stays as it was filled in, and says so", { annotation: { type: "shows", description: "H2.6" } }, async ({ elbow, newVisitor }) => {
  const lead = await newVisitor();
  await lead.open("/staff");
  await worksOffline(lead);
  await elbow.kill();
  await lead.type("username", elbow.lead.username);
  await lead.type("password", elbow.lead.password);
  await lead.tap("Sign in");
  await lead.reads("Elbow did not answer");
  await lead.isAt("/staff");
  await elbow.restart();
  await lead.tap("Sign in");
  // Elbow has read it: a demonstration has new passwords each time it starts.
  await lead.reads("The username or password is not right");
  await lead.isTrue(`document.getElementById("username").value === ${JSON.stringify(elbow.lead.username)}`);
});
