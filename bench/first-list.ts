import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { browserOptions } from "../e2e/browser.ts";
import type { Demo } from "./demo.ts";
import { note } from "./table.ts";

/** Each request takes so long that what waits for another is told from what was asked beside it. */
const LATENCY_MS = 500;

/** From the sign-in page to the first list, in a browser that has seen neither: the code it loads, and how many requests wait for each other. */
export async function measureFirstList(demo: Demo): Promise<void> {
  const options = await browserOptions();
  if (options === null) return note("web: sign-in to first list", "no browser here: set CHROME_PATH", "", null);
  const browser = await chromium.launch(options);
  try {
    const { codeBytes, depths } = await visit(await newPage(browser), demo);
    const kilobytes = codeBytes / 1_000;
    note("web: code from sign-in to first list, gzip", `${kilobytes.toFixed(0)} kB`, "≤ 420 kB", kilobytes <= 420);
    const told = Object.entries(depths).map(([step, depth]) => `${step} ${depth}`);
    const deepest = Math.max(...Object.values(depths));
    note("web: requests that wait for each other", `${deepest}`, `≤ 3 (${told.join(", ")})`, deepest <= 3);
  } finally {
    await browser.close();
  }
}

/** Of somebody who is here for the first time. On the same machine a browser would else be sent Brotli. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "zh-CN", extraHTTPHeaders: { "accept-encoding": "gzip" } });
  return await context.newPage();
}

async function visit(page: Page, demo: Demo): Promise<{ codeBytes: number; depths: Record<string, number> }> {
  const network = await page.context().newCDPSession(page);
  const traffic = watch(network);
  await network.send("Network.enable");
  const anySpeed = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
  await network.send("Network.emulateNetworkConditions", { ...anySpeed, latency: LATENCY_MS });

  const toAccounts = page.getByRole("link", { name: "客户", exact: true });
  const depths: Record<string, number> = {};
  await page.goto(`${demo.url}/sign-in`, { waitUntil: "commit" });
  await page.getByLabel("账号").waitFor();
  depths["sign-in page"] = traffic.depth();

  await page.getByLabel("账号").fill(demo.login);
  await page.getByLabel("密码").fill(demo.password);
  await page.getByRole("button", { name: "登录" }).click();
  await toAccounts.waitFor();
  depths["signing in"] = traffic.depth();

  await toAccounts.click();
  await page.getByRole("table").getByRole("link").first().waitFor();
  depths.list = traffic.depth();
  return { codeBytes: traffic.codeBytes(), depths };
}

type Exchange = { asked: number; answered: number; isCode: boolean; bytes: number };

/** What goes over the wire; `depth` is the longest chain among the requests answered since it was last asked. */
function watch(network: CDPSession): { codeBytes(): number; depth(): number } {
  const exchanges = new Map<string, Exchange>();
  network.on("Network.requestWillBeSent", ({ requestId, timestamp }) => {
    exchanges.set(requestId, { asked: timestamp, answered: Number.NaN, isCode: false, bytes: 0 });
  });
  network.on("Network.responseReceived", ({ requestId, response }) => {
    exchanges.get(requestId)!.isCode = response.mimeType.includes("javascript");
  });
  network.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    exchanges.get(requestId)!.bytes += encodedDataLength;
  });
  network.on("Network.loadingFinished", ({ requestId, timestamp }) => {
    exchanges.get(requestId)!.answered = timestamp;
  });

  let told = 0;
  return {
    codeBytes: () => [...exchanges.values()].filter(({ isCode }) => isCode).reduce((sum, { bytes }) => sum + bytes, 0),
    depth() {
      const answered = [...exchanges.values()].filter((one) => one.asked > told && !Number.isNaN(one.answered));
      told = Math.max(told, ...answered.map((one) => one.answered));
      return Math.max(0, ...deepening(answered));
    },
  };
}

/** One more than the deepest request that had been answered when this one was asked; those the browser kept in its queue count from the asking. */
function deepening(exchanges: readonly Exchange[]): number[] {
  const byAsking = [...exchanges].sort((a, b) => a.asked - b.asked);
  const depths: number[] = [];
  for (const one of byAsking) {
    const before = depths.filter((_, i) => byAsking[i]!.answered <= one.asked);
    depths.push(1 + Math.max(0, ...before));
  }
  return depths;
}
