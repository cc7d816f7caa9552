// The page to ask from, on the screens that wards have.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { ask, fitsASmallPhone, signIn, workerIsReady } from "../fixtures/people.js";

// What is left of 1024×768, 1280×800 and a phone below the browser's own bars.
const screens = [
  { width: 1024, height: 620 },
  { width: 1280, height: 650 },
  { width: 390, height: 664 },
];

for (const viewport of screens) {
  for (const javaScriptEnabled of [true, false]) {
    const script = javaScriptEnabled ? "with script" : "without script";
    test(`at ${viewport.width}×${viewport.height}, ${script}, the button is in view with what it will send`, { annotation: { type: "shows", description: "H8.5" } }, async ({ elbow, newPerson }) => {
      const { page } = await newPerson({ viewport, javaScriptEnabled });
      await page.goto(elbow.ward_links[0]!.url);
      const button = page.getByRole("button", { name: "I need help" });
      const said = page.locator(".app-ask__said");
      await expect(button).toBeInViewport({ ratio: 1 });
      await expect(said).toBeInViewport({ ratio: 1 });
      await expect(said).toHaveText(/^Can work around it · no patient affected – change/, { useInnerText: true });

      // Whatever is chosen is what is said, and the bar covers no answer that somebody is at.
      for (const [answer, words] of [
        ["I can’t go on", /^Can’t go on · no patient affected/],
        ["Could come to harm", /^Can’t go on · a patient could come to harm/],
        ["I only have a question", /^Only a question · a patient could come to harm/],
        ["No", /^Only a question · no patient affected/],
      ] as const) {
        const radio = page.getByRole("radio", { name: answer, exact: true });
        await radio.focus();
        const bar = (await page.locator(".app-ask__send").boundingBox())!;
        const tile = (await radio.boundingBox())!;
        expect(tile.y + tile.height, answer).toBeLessThanOrEqual(bar.y);
        await radio.check();
        await expect(said).toHaveText(words, { useInnerText: true });
        await expect(button).toBeInViewport({ ratio: 1 });
      }
    });
  }
}

test("what is filled in is no longer said to be missing, and nothing moves under the finger", async ({ elbow, newPerson }) => {
  const { page } = await newPerson({ viewport: { width: 390, height: 664 } });
  await page.goto(elbow.ward_links[0]!.url);
  await page.getByRole("button", { name: "I need help" }).click();
  const summary = page.locator(".nhsuk-error-summary");
  const beside = page.locator("#tag-error");
  await expect(summary).toContainText("Choose what it is about");
  await expect(beside).toBeVisible();
  const radio = page.locator("input[name=tag]").nth(1);
  const before = (await radio.boundingBox())!.y;
  await radio.check();
  await expect(beside).not.toBeVisible();
  await expect(summary).not.toContainText("Choose what it is about");
  expect(Math.abs((await radio.boundingBox())!.y - before)).toBeLessThan(2);
});

const longWard = "Rheumatologie/Immunologie/Osteologie";
const longName = "Wolfeschlegelsteinhausenbergerdorff".repeat(3).slice(0, 100);

test("no page is wider than the smallest phone because of a long word", async ({ elbow, newPerson }) => {
  const administrator = await newPerson();
  await signIn(administrator, elbow.administrator);
  const files = [
    ["wards.csv", `code,name,site\nLONG,${longWard},Riverside Hospital\nLONGER,${longName},Riverside Hospital\n`],
    ["tags.csv", `slug,name\nlong,${longName.slice(0, 60)}\n`],
    ["people.csv", `name,username,kind\n${longName},long,floorwalker\n`],
  ] as const;
  await administrator.page.goto("/admin");
  const upload = files.map(([name, text]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) }));
  await administrator.page.getByLabel("Files").setInputFiles(upload);
  await administrator.page.getByRole("button", { name: "Check the files" }).click();
  await administrator.page.getByRole("button", { name: "Save this" }).click();
  await expect(administrator.page.getByText(/^Saved\. /)).toBeVisible();

  const lead = await newPerson();
  await signIn(lead, elbow.lead);
  const fits = async (page: typeof lead.page, path: string): Promise<void> => {
    await page.goto(path);
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 640 });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} at ${width} pixels`).toBeLessThanOrEqual(width);
    }
  };
  await lead.page.goto("/setup");
  const links = [longWard, longName].map((name) => lead.page.getByRole("link", { name: `Link to ${name}` }));
  const addresses = await Promise.all(links.map(async (link) => (await link.getAttribute("href"))!));
  for (const address of addresses) {
    await fits(lead.page, address);
    await lead.page.getByRole("radio", { name: longName.slice(0, 60) }).check();
    await lead.page.getByRole("button", { name: "I need help" }).click();
    await lead.page.waitForURL("**/r/*");
    await fits(lead.page, lead.page.url());
  }
  for (const path of ["/board", "/board/ask", "/board/cover", "/board/drills", "/setup", "/known-issues", "/insight", "/rehearse"]) {
    await fits(lead.page, path);
  }
  await lead.page.goto("/board");
  await fits(lead.page, (await lead.page.locator(".app-table--board a").first().getAttribute("href"))!);
  for (const path of ["/admin", "/admin/lists/shifts", "/admin/people", "/admin/people/new", "/admin/tags", "/admin/policy"]) {
    await fits(administrator.page, path);
  }
});

test("large text on a small screen breaks no ordinary word", async ({ elbow, newPerson }) => {
  // 1280 pixels at 400 %.
  const { page } = await newPerson({ viewport: { width: 320, height: 256 } });
  await page.goto(elbow.ward_links[0]!.url);
  const broken = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const word of text.textContent!.matchAll(/\p{L}{4,}/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
    return found;
  });
  expect(broken).toEqual([]);
});

const path = (url: string): string => new URL(url).pathname;

async function askAboutEpma({ page }: Person): Promise<void> {
  await page.getByRole("radio", { name: "ePMA" }).check();
  await page.getByRole("button", { name: "I need help" }).click();
}

test("whoever asks about the same again is asked first; what was kept without a connection is sent", { annotation: { type: "shows", description: "H1.5, H1.6, H2.1" } }, async ({ elbow, link, newPerson }) => {
  const nurse = await newPerson({ ...phone, baseURL: link.url });
  const { page } = nurse;
  const poster = path(elbow.ward_links[0]!.url);
  await page.goto(poster);
  await askAboutEpma(nurse);
  await page.waitForURL("**/r/*");
  const first = page.url();

  await page.goto(poster);
  await expect(page.getByRole("region", { name: "Asked from this device" })).toContainText("ePMA · Looking for someone");
  await askAboutEpma(nurse);
  await expect(page.getByRole("heading", { name: "asked about ePMA just now" })).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(nurse);
  await page.getByRole("button", { name: "Yes: see that request" }).click();
  await page.waitForURL(first);

  await page.goto(poster);
  await askAboutEpma(nurse);
  await page.getByRole("button", { name: "No, it is something else: send mine too" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/r/") && url.href !== first);
  const second = page.url();

  await page.goto(poster);
  await workerIsReady(nurse);
  link.cut();
  await askAboutEpma(nurse);
  await expect(page.locator("#unsent")).toContainText("Not sent yet");
  link.mend();
  await page.waitForURL((url) => url.pathname.startsWith("/r/") && ![first, second].includes(url.href), { timeout: 30_000 });
});

test("without script too, and the ward’s computer goes back to Ask by itself once a request is closed", { annotation: { type: "shows", description: "H1.5, H12.4" } }, async ({ elbow, newPerson }) => {
  const plain = await newPerson({ javaScriptEnabled: false });
  await enrolWard(plain, elbow.ward_codes[0]!.code);
  await askAboutEpma(plain);
  await plain.page.waitForURL("**/r/*");
  await plain.page.goto("/");
  await expect(plain.page.getByRole("region", { name: "Asked from this device" })).toContainText("ePMA");
  await askAboutEpma(plain);
  await expect(plain.page.getByRole("heading", { name: "asked about ePMA just now" })).toBeVisible();
  await plain.page.getByRole("button", { name: "No, it is something else: send mine too" }).click();
  await plain.page.waitForURL("**/r/*");

  const computer = await newPerson();
  await computer.page.clock.install();
  await enrolWard(computer, elbow.ward_codes[1]!.code);
  await askAboutEpma(computer);
  await computer.page.waitForURL("**/r/*");
  await computer.page.getByRole("button", { name: "I’m OK now – cancel" }).click();
  await expect(computer.page.getByRole("heading", { name: "You cancelled this request" })).toBeVisible();
  await computer.page.clock.runFor(5000);
  await expect(computer.page, "whoever asked reads it").toHaveURL(/\/r\//);
  await computer.page.clock.fastForward("05:00");
  await computer.page.clock.runFor(5000);
  await expect(computer.page.getByRole("button", { name: "I need help" })).toBeVisible();
});

/** A ward's own computer. */
async function enrolWard({ page }: Person, code: string): Promise<void> {
  await page.goto(`/enrol?code=${code}`);
  await page.locator("main").getByRole("button").click();
  await expect(page.getByRole("button", { name: "I need help" })).toBeVisible();
}

test("what was chosen is put back by what it is, not by where it stood", async ({ elbow, middlebox, newPerson }) => {
  const { page } = await newPerson({ baseURL: middlebox.url });
  const ward = new URL(elbow.ward_links[0]!.url).pathname;
  await page.goto(ward);
  await page.getByRole("radio", { name: "Clinical notes" }).check();
  await page.getByRole("radio", { name: "Could come to harm" }).check();
  // Meanwhile the ward's topics stand in another order, as they do each morning.
  const served = await page.request.get(ward);
  const tiles = [...(await served.text()).matchAll(/value="([^"]*)"><label for="tag[^"]*">([^<]*)</g)].map(([, value, label]) => [value!, label!]);
  expect(tiles.length).toBeGreaterThan(5);
  const turned = tiles.slice().reverse();
  let place = 0;
  const body = (await served.text()).replace(/value="[^"]*"(><label for="tag[^"]*">)[^<]*</g, (_, between: string) => {
    const [value, label] = turned[place++]!;
    return `value="${value}"${between}${label}<`;
  });
  const headers = Object.fromEntries(Object.entries(served.headers()).filter(([name]) => !/encoding|length/.test(name)));
  middlebox.answers(({ method, path }) => (method === "GET" && path === ward ? { status: 200, headers, body } : undefined));

  await page.goto("/staff");
  await page.goBack();
  await expect(page.getByRole("radio", { name: "Clinical notes" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Could come to harm" })).toBeChecked();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Clinical notes" })).toBeChecked();
});

test("where what was chosen is no longer to be had, what Elbow chooses holds", async ({ elbow, middlebox, newPerson }) => {
  const { page } = await newPerson({ baseURL: middlebox.url });
  const ward = new URL(elbow.ward_links[0]!.url).pathname;
  const served = await page.request.get(ward);
  const headers = Object.fromEntries(Object.entries(served.headers()).filter(([name]) => !/encoding|length/.test(name)));
  const serve = (body: string): void =>
    middlebox.answers(({ method, path }) => (method === "GET" && path === ward ? { status: 200, headers, body } : undefined));
  // Two questions with a tick, the second of which only the later page has.
  const tick = (name: string): string => `<input type="checkbox" name="${name}" value="yes" aria-label="${name}" checked>`;
  const text = await served.text();
  const withTicks = (...names: string[]): string => text.replace(/<input type="radio" name="tag"/, `${names.map(tick).join("")}$&`);
  serve(withTicks("first"));
  await page.goto(ward);
  await page.getByRole("radio", { name: "Clinical notes" }).check();
  await page.getByRole("checkbox", { name: "first" }).press("Space");
  await page.goto("/staff");

  serve(withTicks("first", "second").replace(/(name="stuck"[^>]*value=")/g, "$1new_"));
  await page.goBack();
  await expect(page.getByRole("radio", { name: "Clinical notes" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "I can work around it" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "first" })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "second" })).toBeChecked();
});

test("whoever pastes far too much reads so, and what was typed stays", async ({ elbow, newPerson }) => {
  const { page } = await newPerson();
  await page.goto(elbow.ward_links[0]!.url);
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByText("Add where exactly, your name or a note").click();
  const far = "👩🏽‍⚕️".repeat(1_500);
  await page.locator("#note").fill(far);
  await page.getByRole("button", { name: "I need help" }).click();
  await expect(page.locator("#unsent")).toContainText("longer than Elbow accepts");
  await expect(page.locator("#note")).toHaveValue(far);
  await page.getByRole("button", { name: "OK", exact: true }).click();
  await page.locator("#note").fill("The chart is blank");
  await page.getByRole("button", { name: "I need help" }).click();
  await page.waitForURL("**/r/*");
});

test("how far a request is shows where the browser has colours of its own", async ({ elbow, newPerson }) => {
  const nurse = await newPerson({ forcedColors: "active" });
  await ask(nurse, elbow.ward_links[0]!.url);
  const lines = await nurse.page.locator(".app-steps li").evaluateAll((steps) => steps.map((step) => getComputedStyle(step).borderTopStyle));
  expect(lines).toEqual(["solid", "dotted", "dotted"]);
});

test("a notice and a warning stand out in a box of their own", async ({ elbow, newPerson }) => {
  const [lead, nurse] = [await newPerson(), await newPerson()];
  await signIn(lead, elbow.lead);
  await lead.page.goto("/admin");
  await nurse.page.goto(elbow.ward_links[0]!.url);
  for (const name of ["Something else", "I can’t go on", "Could come to harm"]) await nurse.page.getByRole("radio", { name }).check();
  await nurse.page.getByRole("button", { name: "I need help" }).click();
  await nurse.page.waitForURL("**/r/*");
  const [link, amber] = ["rgb(0, 94, 184)", "rgb(255, 184, 28)"];
  for (const [{ page }, told, colour] of [
    [lead, ".app-notice", link],
    [nurse, "main > * .app-warning:not([hidden])", amber],
  ] as const) {
    const box = page.locator(told).first();
    await expect(box).toBeVisible();
    await expect(box).toHaveCSS("border-left", `8px solid ${colour}`);
    await expect(box).toHaveCSS("padding", "12px 16px");
    await expect(box).toHaveCSS("margin", "0px 0px 24px");
    await expect(box).toHaveCSS("background-color", "rgb(255, 255, 255)");
  }
});
