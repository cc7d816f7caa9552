// A busy morning: the crowd of the demonstration asks and helps, and the board stays a line a ticket.

import { expect, test } from "../fixtures/elbow.js";
import { signIn } from "../fixtures/people.js";
import { picture } from "../fixtures/picture.js";

test.use({ start: { crowd: "on", pace: 30 } });

test("with many tickets open the board is a line each, and those that nobody is coming to stand on top", async ({ elbow, newPerson }) => {
  const lead = await newPerson({ viewport: { width: 1440, height: 900 } });
  await signIn(lead, elbow.lead);
  const { page } = lead;
  await expect.poll(() => page.locator('a[href^="/board/tickets/"]').count(), { timeout: 90_000 }).toBeGreaterThan(5);
  await page.locator("#pause").click();
  // All at once: the crowd goes on.
  const lines = await page.locator(".app-table--board tbody tr:not(.app-group)").evaluateAll((rows) =>
    rows.map((row) => ({
      waits: /Waiting|Offered/.test(row.querySelector("td:nth-child(4)")!.textContent!),
      height: row.getBoundingClientRect().height,
    })),
  );
  const first = lines.findIndex(({ waits }) => !waits);
  expect(lines.slice(first < 0 ? lines.length : first).some(({ waits }) => waits), "nobody is coming to one below somebody who is").toBe(false);
  const oneLine = lines.filter(({ height }) => height < 48);
  expect(oneLine.length, JSON.stringify(lines)).toBeGreaterThan(lines.length / 2);
  await page.locator("#pause").click();
  // Read without waiting until nothing moves: with so much going on something always does.
  await expect.poll(() => page.evaluate(() => document.querySelector("#state")!.textContent)).toBe("Live.");
  await picture(page, "board");
});

test("a ward's computer asks on one screen", async ({ elbow, newPerson }) => {
  const { page } = await newPerson({ viewport: { width: 1024, height: 768 } });
  await page.goto(elbow.ward_links[0]!.url);
  await expect(page.getByRole("button", { name: "I need help" })).toBeInViewport();
  await picture(page, "ward-pc");
});
