// What a page says when it has lost its line: never old data as live.

import { expect, test } from "../fixtures/elbow.js";
import { signIn } from "../fixtures/people.js";

test("a board that hears nothing says since when, and comes back by itself", { annotation: { type: "shows", description: "H7.1" } }, async ({ elbow, newPerson }) => {
  const lead = await newPerson();
  const { page } = lead;
  await signIn(lead, elbow.lead);
  await expect(page.locator("main")).toContainText("Live");
  // The program is killed and comes back, but no stream does.
  await page.context().route("**/events*", (route) => route.abort());
  const again = await elbow.restart();
  await expect(page.locator("main")).toContainText("Not live since", { timeout: 25_000 });
  await page.context().unroute("**/events*");
  await expect(page.locator("main")).not.toContainText("Not live since", { timeout: 25_000 });
  await again.stop();
});
