// Every screen: accessible in the light and in the dark, without sideways scrolling on a small phone, and usable without script.

import { expectAccessible } from "../fixtures/axe.js";
import { expect, phone, test } from "../fixtures/elbow.js";
import { ask, enrol, fitsASmallPhone, signIn, startShift } from "../fixtures/people.js";
import { picture } from "../fixtures/picture.js";

test.use({ start: { history: "on" } });

test("what a requester sees", { annotation: { type: "shows", description: "H15.1" } }, async ({ elbow, newPerson }) => {
  const nurse = await newPerson(phone);
  const { page } = nurse;
  const link = elbow.ward_links[0]!.url;
  for (const path of ["/", "/enrol", "/sign-in", "/staff", "/w/unknown", link]) {
    await page.goto(path);
    await expect(page.locator("header")).toContainText("Demonstration");
    await expectAccessible(page);
    await fitsASmallPhone(nurse);
  }
  await page.getByRole("button", { name: "I need help" }).click();
  await expect(page.getByText("Choose what it is about").first()).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByRole("button", { name: "I need help" }).click();
  await page.waitForURL("**/r/*");
  await expectAccessible(page);
  await fitsASmallPhone(nurse);
  await page.getByRole("link", { name: "Say where exactly, or change the note" }).click();
  await expect(page.getByLabel("Where exactly? (bay, room)")).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(nurse);
});

test("what a responder sees", async ({ elbow, newPerson }) => {
  const responder = await newPerson(phone);
  const { page } = responder;
  await enrol(responder, elbow.responders[0]!.code);
  await expectAccessible(page);
  await fitsASmallPhone(responder);
  await page.getByRole("button", { name: "Start shift" }).click();
  await expect(page.locator("main")).toContainText("You are on shift");
  await ask(await newPerson(), elbow.ward_links[0]!.url);
  await expect(page.getByRole("button", { name: "Accept" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByRole("button", { name: "I am here" }).first()).toBeVisible();
  await expectAccessible(page);
  await fitsASmallPhone(responder);
  await page.getByRole("button", { name: "I am here" }).first().click();
  await page.getByRole("button", { name: "Done" }).click();
  await expectAccessible(page);
  await fitsASmallPhone(responder);
});

test("what the command centre sees", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  for (const path of ["/board", "/board/tickets", "/board/levels", "/board/cover", "/board/ask", "/board/surges", "/board/walls", "/board/waves", "/gold", "/known-issues", "/known-issues/new", "/decisions", "/decisions/new", "/decisions/actions/1", "/reports", "/reports/1", "/packs", "/board/paper", "/insight", "/insight/overview", "/insight/times", "/insight/requests", "/insight/map", "/insight/map?shared=yes", "/rehearse", "/setup"]) {
    await page.goto(path);
    await expectAccessible(page);
    await fitsASmallPhone(lead);
  }
  await page.goto("/insight");
  await picture(page, "insight");
  await page.goto("/setup");
  await picture(page, "setup");
  await page.locator('form[action^="/setup/people/"] button').first().click();
  await expectAccessible(page);
});

test("what an administrator sees, without script", async ({ elbow, newPerson }) => {
  const administrator = await newPerson({ javaScriptEnabled: false });
  const { page } = administrator;
  await signIn(administrator, elbow.administrator);
  const upload = async (name: string, text: string): Promise<void> => {
    await page.goto("/admin");
    await page.getByLabel("Files").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Check the files" }).click();
  };
  const kept = ["/admin/wards", "/admin/zones", "/admin/tags", "/admin/categories", "/admin/ways"];
  for (const path of ["/admin", "/admin/lists/shifts", "/admin/people", "/admin/people/new", "/admin/walks", "/admin/policy", "/admin/settings", "/admin/start", "/admin/doctor", ...kept]) {
    await page.goto(path);
    await fitsASmallPhone(administrator);
  }
  await upload("wards.csv", "code,name,level\nED,Emergency Department,G\n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1 problem to correct");
  await fitsASmallPhone(administrator);
  await upload("wards.csv", "code,name,site\nNEW,New Ward,Riverside Hospital\n");
  await expect(page.getByText("NEW New Ward")).toBeVisible();
  await fitsASmallPhone(administrator);
  await page.getByRole("button", { name: "Save this" }).click();
  await expect(page.getByText(/^Saved\. /)).toBeVisible();
  await page.goto("/admin/wards");
  await expect(page.getByText("New Ward")).toBeVisible();
  await page.goto("/admin");
  await page.getByRole("link", { name: /^Take back the import/ }).click();
  await expect(page.getByText("NEW New Ward")).toBeVisible();
  await fitsASmallPhone(administrator);
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("The last import was taken back.")).toBeVisible();
  await page.getByRole("link", { name: /^Columns that Elbow recognises/ }).click();
  await fitsASmallPhone(administrator);
});

test("an administrator's screens are accessible", async ({ elbow, newPerson }) => {
  const administrator = await newPerson();
  const { page } = administrator;
  await signIn(administrator, elbow.administrator);
  for (const path of ["/admin", "/admin/lists/shifts", "/admin/walks", "/admin/settings", "/admin/start", "/admin/doctor", "/admin/wards", "/admin/categories"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByRole("button", { name: "Move down" })).toBeVisible();
  await expectAccessible(page);
  for (const rows of ["ED,Emergency Department,G", "NEW,New Ward,0"]) {
    await page.goto("/admin");
    const buffer = Buffer.from(`code,name,level\n${rows}\n`);
    await page.getByLabel("Files").setInputFiles({ name: "wards.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Check the files" }).click();
    await expectAccessible(page);
  }
});

test("a lead rehearses a day", async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await page.goto("/rehearse");
  await page.locator("#hours").fill("1");
  await page.locator("#per_hour").fill("60");
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.waitForURL("**/rehearse/*");
  await expect(page.getByRole("heading", { name: "Rehearsal" })).toBeVisible();
  await expectAccessible(page);
  // The page fetches itself again until it is over.
  await expect(page.getByRole("heading", { name: "People needed" })).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page);
  await fitsASmallPhone(lead);
  await picture(page, "rehearsal");
});

test("everything works without script", async ({ elbow, newPerson }) => {
  const off = { javaScriptEnabled: false };
  const [nurse, responder, lead] = [await newPerson(off), await newPerson({ ...phone, ...off }), await newPerson(off)];
  await startShift(responder, elbow.responders[0]!.code);
  await signIn(lead, elbow.lead);

  await ask(nurse, elbow.ward_links[0]!.url);
  await expect(async () => {
    await responder.page.goto("/me");
    await expect(responder.page.getByRole("button", { name: "Accept" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await responder.page.getByRole("button", { name: "Accept" }).click();
  await responder.page.getByRole("button", { name: "I am here" }).first().click();
  await lead.page.goto("/board");
  await expect(lead.page.locator("main")).toContainText("With them");
  await responder.page.getByRole("button", { name: "Done" }).click();
  await responder.page.getByRole("button", { name: "Password lockout" }).click();
  await responder.page.waitForURL("**/me");
  await nurse.page.reload();
  await nurse.page.getByRole("button", { name: "No, send someone again" }).click();
  await expect(nurse.page.locator("main")).toContainText("Looking for someone");
});
