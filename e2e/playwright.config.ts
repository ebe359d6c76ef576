import { defineConfig } from "@playwright/test";
import { browserOptions } from "./browser.ts";

const launchOptions = await browserOptions();
if (launchOptions === null) console.warn("No browser for this machine: set CHROME_PATH to run the journeys.");

export default defineConfig({
  testDir: ".",
  testMatch: launchOptions === null ? [] : "*.spec.ts",
  outputDir: "../data/e2e",
  // A journey is one long story, and keeps two cores busy: two at once take as long as one after the other.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  workers: 1,
  reporter: [["list"]],
  use: {
    ...(launchOptions === null ? {} : { launchOptions }),
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    // A dialog is pressed sooner than anyone could, while it still grows: the button moves away between pressing and letting go.
    contextOptions: { reducedMotion: "reduce" },
    // A recording of every step takes half as long again: KEHAI_TRACE=1 asks for it where a picture of the end says too little.
    trace: process.env.KEHAI_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
});
