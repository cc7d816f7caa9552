// The next nurse on a shared computer finds it ready.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test, type Person } from "../fixtures/elbow.js";
import { fitsASmallPhone, startShift } from "../fixtures/people.js";

/** A ward's own computer, with time in our hands. */
async function enrolWard({ page }: Person, code: string): Promise<void> {
  await page.clock.install();
  await page.goto(`/enrol?code=${code}`);
  await page.locator("main").getByRole("button").click();
  await expect(page.getByRole("button", { name: "I need help" })).toBeVisible();
}

/** So long nobody touches it. */
async function rests({ page }: Person, time: string): Promise<void> {
  await page.clock.fastForward(time);
  await page.clock.runFor(3000);
}

test("the next nurse asks for herself, and sees whose the open request is", { annotation: { type: "shows", description: "H12.4, H12.8" } }, async ({ elbow, newPerson }) => {
  const computer = await newPerson({ viewport: { width: 1024, height: 620 } });
  const { page } = computer;
  await enrolWard(computer, elbow.ward_codes[0]!.code);
  await page.getByRole("radio", { name: "ePMA" }).check();
  await page.getByText("Add where exactly, your name or a note").click();
  await page.getByLabel("Where exactly? (bay, room)").fill("Bay 4");
  await page.getByLabel("Your name or bleep").fill("Sister Mock");
  await page.getByRole("button", { name: "I need help" }).click();
  await page.waitForURL("**/r/*");
  await expect(page.locator("main")).toContainText("Bay 4");

  await rests(computer, "02:00");
  await expect(page, "she may still be reading").toHaveURL(/\/r\//);
  await page.mouse.move(200, 200);
  await rests(computer, "02:00");
  await expect(page, "she has moved the mouse").toHaveURL(/\/r\//);
  await rests(computer, "03:00");
  await expect(page.getByRole("button", { name: "I need help" })).toBeInViewport({ ratio: 1 });
  const open = page.getByRole("region", { name: "Asked from this device" });
  await expect(open).toContainText(/ePMA · Looking for someone.*asked by Sister Mock/);
  await expect(page.getByRole("radio", { name: "ePMA" }), "nobody hits on what another has chosen").not.toBeChecked();
  await expectAccessible(page);

  // What somebody is in the middle of stays.
  await page.getByRole("radio", { name: "Order comms" }).check();
  await rests(computer, "20:00");
  await expect(page.getByRole("radio", { name: "Order comms" })).toBeChecked();
  await page.getByRole("button", { name: "I need help" }).click();
  await page.waitForURL("**/r/*");
  await page.getByRole("link", { name: "Say where exactly, or change the note" }).click();
  await page.getByLabel("A note").fill("The order is not in the list");
  await rests(computer, "20:00");
  await expect(page.getByLabel("A note")).toHaveValue("The order is not in the list");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("main")).toContainText("The order is not in the list");
  await expect(page).toHaveURL(/\/r\/[^/]+$/);
});

test("help is asked for in another ward, once", { annotation: { type: "shows", description: "H12.9" } }, async ({ elbow, newPerson }) => {
  const computer = await newPerson();
  const { page } = computer;
  await enrolWard(computer, elbow.ward_codes[0]!.code);
  const [own, other] = [elbow.ward_codes[0]!.ward, elbow.ward_codes[1]!.ward];
  await page.getByText("Somewhere else?").click();
  await page.getByRole("link", { name: "Ask for help in another place" }).click();
  await expectAccessible(page);
  await fitsASmallPhone(computer);
  await page.getByLabel("Name or code of the ward").fill(other);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: other, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(other);
  await expectAccessible(page);
  await fitsASmallPhone(computer);

  // Nobody has asked: whoever comes next does so for this ward.
  await rests(computer, "03:00");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(own);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText(other);
});

test("whoever is on the way reads at once what the ward says now", { annotation: { type: "shows", description: "H12.8" } }, async ({ elbow, newPerson }) => {
  const [computer, floorwalker] = [await newPerson({ javaScriptEnabled: false }), await newPerson(phone)];
  await startShift(floorwalker, elbow.responders[0]!.code);
  const { page } = computer;
  await page.goto(elbow.ward_links[0]!.url);
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByRole("button", { name: "I need help" }).click();
  await floorwalker.page.getByRole("button", { name: "Accept" }).click();
  await expect(floorwalker.page.getByRole("button", { name: "I am here" })).toBeVisible();

  await page.getByRole("link", { name: "Say where exactly, or change the note" }).click();
  await page.getByLabel("Where exactly? (bay, room)").fill("pt 943 476 5919");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This looks like an NHS number. Remove it.").first()).toBeVisible();
  await page.getByLabel("Where exactly? (bay, room)").fill("Side room 2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("main")).toContainText("Side room 2");
  const job = floorwalker.page.locator(".app-job");
  await expect(job).toContainText("Side room 2");
  await expect(job).toContainText(/The ward changed this at .*: where exactly\./);
});
