// An administrator without a shell, at 3 a.m.: somebody is added and in, a password is set anew, a leaver is out. Each story counts what
// it takes: `taps` and `fields`, at a second and a half a tap and four seconds a field.

import type { Locator, TestInfo } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { fitsASmallPhone, signIn } from "../fixtures/people.js";

/** What somebody does, and how long a person takes for it. */
class Hands {
  taps = 0;
  fields = 0;

  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    await target.click();
  }

  async fill(field: Locator, text: string): Promise<void> {
    this.fields += 1;
    await field.fill(text);
  }

  get seconds(): number {
    return this.taps * 1.5 + this.fields * 4;
  }

  /** What a report says of it. */
  note(info: TestInfo): void {
    const description = `${this.taps} taps, ${this.fields} fields, ${this.seconds} s`;
    info.annotations.push({ type: "hands", description });
  }
}

test("an administrator adds a floorwalker at 3 a.m. and they sign in on their phone", async ({ elbow, newPerson }) => {
  const administrator = await newPerson(phone);
  const { page } = administrator;
  await signIn(administrator, elbow.administrator);
  const hands = new Hands();
  await page.goto("/admin/people");
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
  await hands.tap(page.getByRole("button", { name: "Add a person" }));
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
  await hands.fill(page.getByLabel("Name", { exact: true }), "Zoe Nightingale-Sample");
  await hands.tap(page.getByRole("checkbox", { name: "ePMA" }));
  await hands.tap(page.getByRole("button", { name: "Add a person" }));
  await expect(page.getByText("Zoe Nightingale-Sample was added")).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
  await hands.tap(page.getByRole("button", { name: "Make a code for their handset" }));
  await expect(page.getByRole("img", { name: "QR code with the address and the code" })).toBeVisible();
  const code = ((await page.locator(".app-code").textContent()) ?? "").replace(" ", "");

  // What the camera opens.
  const floorwalker = await newPerson(phone);
  await floorwalker.page.goto(`/enrol?code=${code}`);
  await hands.tap(floorwalker.page.locator("main").getByRole("button"));
  await hands.fill(floorwalker.page.locator("#pin"), "492817");
  await hands.fill(floorwalker.page.locator("#pin_again"), "492817");
  await hands.tap(floorwalker.page.locator("main").getByRole("button"));
  await floorwalker.page.waitForURL("**/me");
  await expect(floorwalker.page.getByRole("button", { name: "Start shift" })).toBeVisible();
  hands.note(test.info());
  expect(hands.seconds, `${hands.taps} taps, ${hands.fields} fields`).toBeLessThanOrEqual(60);
});

test("a forgotten password is set anew by its owner", async ({ elbow, newPerson }) => {
  const administrator = await newPerson();
  const { page } = administrator;
  await signIn(administrator, elbow.administrator);
  const hands = new Hands();
  await page.goto(`/admin/people?find=${elbow.lead.username}`);
  await hands.tap(page.locator("tbody a").first());
  await hands.tap(page.getByRole("button", { name: "Make a link to set a password" }));
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();

  const lead = await newPerson({ ...phone, javaScriptEnabled: false });
  await lead.page.goto(link);
  await fitsASmallPhone(lead);
  await hands.fill(lead.page.getByLabel("New password", { exact: true }), "kettle marmot tuba");
  await hands.fill(lead.page.getByLabel("New password again"), "kettle marmot tuba");
  await hands.tap(lead.page.getByRole("button", { name: "Save and sign in" }));
  await lead.page.waitForURL("**/board");
  hands.note(test.info());
  expect(hands.seconds, `${hands.taps} taps, ${hands.fields} fields`).toBeLessThanOrEqual(20);

  // The link is dead, and says so without script and with.
  const other = await newPerson(phone);
  await other.page.goto(link);
  await expect(other.page.getByText("Ask an administrator for a new link")).toBeVisible();
  await expectAccessible(other.page);
  await signIn(other, { ...elbow.lead, password: "kettle marmot tuba" });
  await expect(other.page).toHaveURL(/\/board/);
});

test("a leaver is out", async ({ elbow, newPerson }) => {
  const administrator = await newPerson(phone);
  const { page } = administrator;
  await signIn(administrator, elbow.administrator);
  const hands = new Hands();
  await page.goto("/admin/people");
  await hands.fill(page.getByRole("searchbox"), elbow.responders[0]!.name);
  await hands.tap(page.getByRole("button", { name: "Search" }));
  await hands.tap(page.locator("tbody a").first());
  await hands.tap(page.getByRole("button", { name: "End the account" }));
  await hands.tap(page.getByRole("button", { name: "End the account" }));
  await expect(page.getByText(`The account of ${elbow.responders[0]!.name} has ended.`)).toBeVisible();
  hands.note(test.info());
  expect(hands.seconds, `${hands.taps} taps, ${hands.fields} fields`).toBeLessThanOrEqual(15);
});

test("a night shift is added", async ({ elbow, newPerson }) => {
  const administrator = await newPerson(phone);
  const { page } = administrator;
  await signIn(administrator, elbow.administrator);
  await page.goto(`/admin/people?find=${encodeURIComponent(elbow.responders[0]!.name)}`);
  await page.locator("tbody a").first().click();
  await page.getByRole("button", { name: "Shifts" }).click();
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
  await page.getByLabel("From").fill("19:30");
  await page.getByLabel("To", { exact: true }).fill("07:30");
  await page.getByLabel("Day").fill("2030-01-01");
  await page.getByRole("button", { name: "Add a shift" }).click();
  await expect(page.getByText("The shift was added.")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Tue 1 Jan, 19:30 to Wed 2 Jan, 07:30" })).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(administrator);
});
