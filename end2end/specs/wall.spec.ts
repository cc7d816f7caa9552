// The screen on a wall: readable from 6 metres, and never old and looking live.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, test, type Person } from "../fixtures/elbow.js";
import { ask, signIn } from "../fixtures/people.js";

/** Of the screen's height: 16 minutes of arc from 6 metres, on 55 inches. */
const LEAST = 5.7;
const LEAST_OF_NUMBERS = 12;

/** A lead makes the link, and it is opened on a screen of this size, by somebody who is not signed in. */
async function hang(lead: Person, screen: Person, name = "Command post"): Promise<string> {
  const { page } = lead;
  await page.goto("/board/walls");
  await page.getByLabel("Where does it hang?").fill(name);
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("status")).toContainText("The wall screen has a link");
  const address = await page.locator(".app-walls__address a").first().getAttribute("href");
  const path = new URL(address!).pathname;
  await screen.page.goto(path);
  return path;
}

/** Every text of the page with its size in hundredths of the screen's height, and whether it is in sight. */
const texts = ({ page }: Person) =>
  page.evaluate(() => {
    const found: { text: string; size: number; contrast: number; isWhole: boolean; isNumber: boolean }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const light = (colour: string) => {
      const [red, green, blue] = colour.match(/[\d.]+/g)!.map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const ground = (element: Element | null): string => {
      if (!element) return "rgb(255, 255, 255)";
      const colour = getComputedStyle(element).backgroundColor;
      return /^rgba\(.*, 0\)$/.test(colour) ? ground(element.parentElement) : colour;
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      const text = node.textContent!.trim();
      if (!text || element.closest("noscript")) continue;
      const style = getComputedStyle(element);
      const [one, other] = [light(style.color), light(ground(element))].sort((a, b) => b - a) as [number, number];
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      found.push({
        text,
        size: (Number.parseFloat(style.fontSize) / innerHeight) * 100,
        contrast: (one + 0.05) / (other + 0.05),
        isWhole: box.top >= -1 && box.bottom <= innerHeight + 3,
        isNumber: element.tagName === "DD",
      });
    }
    return found;
  });

for (const [width, height] of [[1280, 720], [1920, 1080], [3840, 2160]] as const) {
  test(`every text on a screen of ${height} lines is read from 6 metres, live and old`, async ({ elbow, newPerson }) => {
    const [lead, screen] = [await newPerson(), await newPerson({ viewport: { width, height } })];
    await signIn(lead, elbow.lead);
    for (const { url } of elbow.ward_links.slice(0, 9)) await ask(await newPerson(), url);
    await hang(lead, screen);
    await expect(screen.page.locator("[data-wall=live]")).toHaveText("Live");
    await expect(screen.page.locator(".wall__row")).toHaveCount(8);
    await expectAccessible(screen.page);
    for (const state of ["live", "old"]) {
      if (state === "old") {
        await screen.context.route("**/wall/**", (route) => route.abort());
        await screen.context.setOffline(true);
        await expect(screen.page.locator("body")).toHaveClass("is-old", { timeout: 12_000 });
      }
      const found = await texts(screen);
      expect(found.length).toBeGreaterThan(20);
      for (const { text, size, contrast, isWhole, isNumber } of found) {
        // Less by no more than a browser rounds.
        expect(size, `${text} is too small`).toBeGreaterThan((isNumber ? LEAST_OF_NUMBERS : LEAST) - 0.005);
        expect(contrast, `${text} is too pale`).toBeGreaterThanOrEqual(7);
        expect(isWhole, `${text} is cut off`).toBe(true);
      }
    }
    const wide = await screen.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(2);
  });
}

test(
  "a screen whose line is cut is grey within ten seconds and says since when, and comes back by itself",
  { annotation: { type: "shows", description: "H7.4" } },
  async ({ elbow, newPerson, link }) => {
    const [lead, screen] = [await newPerson(), await newPerson({ baseURL: link.url })];
    await signIn(lead, elbow.lead);
    await hang(lead, screen);
    const state = screen.page.locator("[data-wall=live]");
    await expect(state).toHaveText("Live");
    for (let pull = 0; pull < 3; pull += 1) {
      link.cut();
      const began = Date.now();
      await expect(state).toContainText("Not live since", { timeout: 15_000 });
      expect(Date.now() - began).toBeLessThanOrEqual(10_000);
      const before = await screen.page.locator("[data-wall=clock]").textContent();
      await expect(screen.page.locator("[data-wall=clock]")).not.toHaveText(before!);
      await expect(screen.page.locator("body")).toHaveClass("is-old");
      link.mend();
      await expect(state).toHaveText("Live", { timeout: 30_000 });
    }
  },
);

test(
  "a screen whose clock is set back an hour shows what is asked meanwhile, and the hospital's time",
  { annotation: { type: "shows", description: "H7.4" } },
  async ({ elbow, newPerson }) => {
    const [lead, screen] = [await newPerson(), await newPerson()];
    await signIn(lead, elbow.lead);
    await screen.context.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + Number(sessionStorage.getItem("ahead") ?? 3_600_000);
    });
    await hang(lead, screen);
    await expect(screen.page.locator("[data-wall=live]")).toHaveText("Live");
    const hour = (await screen.page.locator("[data-wall=clock]").textContent())!.slice(0, 2);
    await screen.page.evaluate(() => sessionStorage.setItem("ahead", "0"));
    await ask(await newPerson(), elbow.ward_links[0]!.url);
    await expect(screen.page.locator(".wall__row")).toHaveCount(1, { timeout: 5_000 });
    await expect(screen.page.locator("[data-wall=live]")).toHaveText("Live");
    expect(Math.abs(Number((await screen.page.locator("[data-wall=clock]").textContent())!.slice(0, 2)) - Number(hour))).not.toBe(1);
  },
);

test("a new build takes over without the page being left, and what cannot be had takes over nothing", async ({ elbow, newPerson }) => {
  const [lead, screen] = [await newPerson(), await newPerson()];
  await signIn(lead, elbow.lead);
  const path = await hang(lead, screen);
  const { page, context } = screen;
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const builds = (suffix: string) =>
    context.route(path, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/wall\.(js|css)/g, (name) => `${name}?${suffix}`);
      await route.fulfill({ response: answer, body });
    });
  // A program that is gone before its script could be fetched.
  await context.route(/wall\.js\?first/, (route) => route.fulfill({ status: 502 }));
  await builds("first");
  const tried = page.waitForRequest(/wall\.js\?first/);
  const wanted = setInterval(() => void page.evaluate(() => dispatchEvent(new Event("online"))).catch(() => {}), 500);
  await tried;
  await context.unroute(path);
  await builds("second");
  await expect(page.locator('script[src$="wall.js?second"]')).toHaveCount(1, { timeout: 15_000 });
  clearInterval(wanted);
  await expect(page.locator("link[rel=stylesheet]")).toHaveAttribute("href", /wall\.css\?second$/);
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(page.locator(".wall__row")).toHaveCount(1, { timeout: 10_000 });
  await expect(page.locator("[data-wall=live]")).toHaveText("Live");
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
});

test("what an older program answers, or a proxy, takes no link back", async ({ elbow, newPerson }) => {
  const [lead, screen] = [await newPerson(), await newPerson()];
  await signIn(lead, elbow.lead);
  const path = await hang(lead, screen);
  await screen.context.route(path, (route) => route.fulfill({ status: 404, headers: { "x-elbow": "1" }, body: "Page not found" }));
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(screen.page.locator("[data-wall=live]")).toContainText("Not live since", { timeout: 15_000 });
  await expect(screen.page.locator("body")).toHaveClass("is-old");
  await screen.context.unroute(path);
  await expect(screen.page.locator(".wall__row")).toHaveCount(1, { timeout: 15_000 });
  await expect(screen.page.locator("[data-wall=live]")).toHaveText("Live");
});

test("a request is on the screen within seconds, and a link that is taken back shows nothing more", async ({ elbow, newPerson }) => {
  const [lead, screen] = [await newPerson(), await newPerson()];
  await signIn(lead, elbow.lead);
  const path = await hang(lead, screen, "Corridor by theatres");
  await expect(screen.page.locator("main")).toContainText("No one is waiting.");
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(screen.page.locator(".wall__row")).toHaveCount(1, { timeout: 5_000 });
  await lead.page.reload();
  await lead.page.getByRole("button", { name: "Take the link of Corridor by theatres back" }).click();
  await expect(screen.page.locator("main")).toHaveText("This link has been taken back. Ask the command centre for another.", { timeout: 8_000 });
  expect((await screen.page.goto(path))!.status()).toBe(404);
});

test("without script, streams or wake lock the screen is readable and comes again", async ({ elbow, newPerson }) => {
  const [lead, plain, old] = [await newPerson(), await newPerson({ javaScriptEnabled: false }), await newPerson()];
  await signIn(lead, elbow.lead);
  const path = await hang(lead, plain);
  await expect(plain.page.locator("[data-wall=live]")).toContainText("As at");
  expect(await plain.page.content()).toContain(`content="10;url=${path}"`);
  await old.context.addInitScript(() => {
    Reflect.deleteProperty(window, "EventSource");
    Reflect.deleteProperty(window, "fetch");
    Reflect.deleteProperty(Navigator.prototype, "wakeLock");
  });
  await old.page.goto(path);
  await expect(old.page.locator("[data-wall=live]")).toHaveText("Live");
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(old.page.locator(".wall__row")).toHaveCount(1, { timeout: 12_000 });
  await expect(old.page.locator("[data-wall=live]")).toHaveText("Live");
});
