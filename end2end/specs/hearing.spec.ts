// What a responder hears without a tap of their own, on the page that is open.

import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { ask, doWholeJob, startShift, unfoldStatus } from "../fixtures/people.js";

/** How often the page has sounded since it was opened. */
const sounded = ({ page }: Person): Promise<number> => page.evaluate(() => (window as unknown as { sounded: number }).sounded);

async function newFloorwalker(newPerson: (options: typeof phone) => Promise<Person>, code: string): Promise<Person> {
  const floorwalker = await newPerson(phone);
  await floorwalker.context.addInitScript(() => {
    Object.assign(window, { sounded: 0 });
    document.addEventListener("elbow:new-offer", () => (window as unknown as { sounded: number }).sounded++);
  });
  await startShift(floorwalker, code);
  await expect(floorwalker.page.locator("#state")).toHaveText("Live.", { timeout: 15_000 });
  return floorwalker;
}

test("a job that comes, and one that goes, is heard of on My jobs", async ({ elbow, newPerson }) => {
  const [first, second] = elbow.responders;
  const lorcan = await newFloorwalker(newPerson, first!.code);
  const nurse = await newPerson();
  await ask(nurse, elbow.ward_links[0]!.url);
  await lorcan.page.getByRole("button", { name: "Accept" }).click();
  await expect(nurse.page.locator("h1")).toContainText("is on the way");
  const hiro = await newFloorwalker(newPerson, second!.code);
  const before = await sounded(hiro);

  await unfoldStatus(lorcan);
  await lorcan.page.getByRole("button", { name: "End shift" }).click();
  await lorcan.page.getByLabel("Hand over to").selectOption({ label: await labelOf(lorcan, second!.name) });
  await lorcan.page.getByRole("button", { name: "Hand over and end shift" }).click();
  await expect(hiro.page.locator(".app-job")).toContainText(`${first!.name} handed this to you.`);
  expect(await sounded(hiro)).toBe(before + 1);
  await expect(lorcan.page.locator("#live")).toContainText(`${second!.name} has`);

  await nurse.page.getByRole("button", { name: "I’m OK now – cancel" }).click();
  await expect(hiro.page.locator("#live")).toContainText("was cancelled by the ward");
  expect(await sounded(hiro)).toBe(before + 2);
});

/** Of the person in the list, with what else is said of them. */
async function labelOf({ page }: Person, name: string): Promise<string> {
  const labels = await page.getByLabel("Hand over to").locator("option").allTextContents();
  return labels.find((label) => label.startsWith(name))!;
}

test("whoever adds details to a job hears that they are asked, and keeps what they have typed", async ({ elbow, newPerson }) => {
  const floorwalker = await newFloorwalker(newPerson, elbow.responders[0]!.code);
  const { page } = floorwalker;
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await doWholeJob(floorwalker);
  await page.getByRole("link", { name: "Add details to" }).click();
  await page.locator("#note").fill("showed them the worklist");
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(page.getByRole("alert")).toContainText("You are being asked: P3, ");
  await expect.poll(() => sounded(floorwalker)).toBe(1);
  await expect(page.locator("#note")).toHaveValue("showed them the worklist");
  await page.getByRole("link", { name: "Open My jobs" }).click();
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
});

test("a ward’s computer follows its open requests, and leaves alone what is typed below them", async ({ elbow, newPerson }) => {
  const [pc, floorwalker] = [await newPerson(), await newFloorwalker(newPerson, elbow.responders[0]!.code)];
  const { page } = pc;
  await page.goto(`/enrol?code=${elbow.ward_codes[0]!.code}`);
  await page.locator("main").getByRole("button").click();
  await page.waitForURL((url) => url.pathname === "/");
  await ask(pc, elbow.url);
  await page.goto("/");
  const open = page.locator("#open");
  await expect(open).toContainText("Asked from this device");
  await expect(open).toContainText("Looking for someone");
  await page.getByText("Add where exactly, your name or a note").click();
  await page.locator("#note").fill("the chart is blank");
  await floorwalker.page.getByRole("button", { name: "Accept" }).click();
  await expect(open).toContainText("is on the way", { timeout: 15_000 });
  await expect(page.locator("#note")).toHaveValue("the chart is blank");
});
