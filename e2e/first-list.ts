import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { type Traffic, watchTraffic } from "./traffic.ts";

/** Each request takes so long that what waits for another is told from what was asked beside it. */
const LATENCY_MS = 500;
/** What follows by itself within this time belongs to the page that was opened. */
const QUIET_MS = 1_000;

type Person = { url: string; login: string; password: string };
type FirstVisit = { codeBytes: number; depths: Record<string, number> };

/** From the sign-in page over the workbench to the customers, by somebody whose browser has seen none of them. */
export async function visitFirstList(browser: Browser, { url, login, password }: Person): Promise<FirstVisit> {
  // On the same machine a browser would else be sent Brotli.
  const context = await browser.newContext({ locale: "zh-CN", extraHTTPHeaders: { "accept-encoding": "gzip" } });
  const page = await context.newPage();
  const traffic = await slowTraffic(page);
  const depths: Record<string, number> = {};

  await page.goto(`${url}/sign-in`, { waitUntil: "commit" });
  await page.getByLabel("账号").waitFor();
  depths["sign-in page"] = traffic.depth();
  await quiet(traffic);

  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  const toAccounts = page.getByRole("link", { name: "客户", exact: true });
  await toAccounts.waitFor();
  depths["signing in"] = traffic.depth();
  await quiet(traffic);

  await toAccounts.click();
  await page.getByRole("table", { name: "客户", exact: true }).getByRole("link").first().waitFor();
  depths.list = traffic.depth();
  await quiet(traffic);

  await context.close();
  return { codeBytes: traffic.codeBytes(), depths };
}

async function slowTraffic(page: Page): Promise<Traffic> {
  const network = await page.context().newCDPSession(page);
  const traffic = watchTraffic(network);
  await network.send("Network.enable");
  const anySpeed = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
  await network.send("Network.emulateNetworkConditions", { ...anySpeed, latency: LATENCY_MS });
  return traffic;
}

/** Also starts the count of depth anew. */
async function quiet(traffic: Traffic): Promise<void> {
  while (traffic.quietFor() < QUIET_MS) await pause(100);
  traffic.depth();
}
