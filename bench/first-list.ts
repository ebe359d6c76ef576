import { chromium } from "playwright-core";
import { browserOptions } from "../e2e/browser.ts";
import { visitFirstList } from "../e2e/first-list.ts";
import type { Demo } from "./demo.ts";
import { note } from "./table.ts";

/** The code a browser loads from the sign-in page to the first list, and how many requests wait for each other. */
export async function measureFirstList(demo: Demo): Promise<void> {
  const options = await browserOptions();
  if (options === null) return note("web: sign-in to first list", "no browser here: set CHROME_PATH", "", null);
  const browser = await chromium.launch(options);
  try {
    const { codeBytes, depths } = await visitFirstList(browser, demo);
    const kilobytes = codeBytes / 1_000;
    note("web: code from sign-in to first list, gzip", `${kilobytes.toFixed(0)} kB`, "≤ 420 kB", kilobytes <= 420);
    const told = Object.entries(depths).map(([step, depth]) => `${step} ${depth}`);
    const deepest = Math.max(...Object.values(depths));
    note("web: requests that wait for each other", `${deepest}`, `≤ 3 (${told.join(", ")})`, deepest <= 3);
  } finally {
    await browser.close();
  }
}
