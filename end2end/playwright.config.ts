import { defineConfig } from "@playwright/test";
import { quiet } from "./fixtures/chromium.mjs";
import type { Engine } from "./fixtures/engines.js";
import { program } from "./fixtures/programs.mjs";

/** From this machine; without one, Playwright looks for the one it installed itself. */
const launching = (path: string) => ({ executablePath: path || undefined, args: quiet });

/**
 * No second chances: a test that fails now and then is a bug, in Elbow or in the test. Two at a time, each with an Elbow and browsers
 * of its own: half of a story is waiting, for what must not happen too.
 */
export default defineConfig<object, { engine: Engine }>({
  testDir: "specs",
  outputDir: "results/traces",
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env["CI"],
  timeout: 150_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/London",
    // Every step with what the page was costs a quarter of the run: `--trace retain-on-failure` asks for it.
    trace: "off",
    launchOptions: launching(program("chromium_headless")),
  },
  // A test runs at a desk unless its tags say where: `{ tag: "@phone" }`, `{ tag: ["@phone", "@desktop"] }`.
  projects: [
    {
      name: "desktop",
      use: { viewport: { width: 1280, height: 800 } },
      grepInvert: /^(?!.*@desktop).*@(phone|wall|alerts)/,
    },
    {
      name: "phone",
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
      grep: /@phone/,
    },
    // With all that is around the engine: notifications are not in it.
    {
      name: "alerts",
      use: { viewport: { width: 1280, height: 800 }, launchOptions: launching(program("chromium")) },
      grep: /@alerts/,
    },
    { name: "wall", use: { viewport: { width: 1920, height: 1080 } }, grep: /@wall/ },
    // What must not depend on the engine is told in each; Chromium's turn is at the desk.
    { name: "firefox", use: { engine: "firefox" }, testMatch: "engines.spec.ts" },
    { name: "webkit", use: { engine: "webkit" }, testMatch: "engines.spec.ts" },
  ],
});
