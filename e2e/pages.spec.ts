import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import { visitFirstList } from "./first-list.ts";
import { everyPage, type Shown } from "./pages.ts";
import { PHONE } from "./people.ts";
import { type Product, startProduct } from "./product.ts";

/** Where `npm run screenshots` wants the pictures; without it the pages are only examined. */
const FOLDER = process.env.KEHAI_SCREENSHOTS;
const WIDTHS = [
  { name: "1440", viewport: { width: 1440, height: 900 }, isMobile: false },
  { name: "390", viewport: PHONE, isMobile: true },
];
type Width = (typeof WIDTHS)[number];
const ADMIN = { login: "admin", password: "kehai-pages-1" };

let product: Product;
test.beforeAll(async ({ request }) => {
  product = await startProduct();
  const setup = { company: "华江科技", admin: { name: "刘庆", ...ADMIN }, demo: "small" };
  const made = await request.post(`${product.url}/api/v1/setup`, {
    data: setup,
    headers: { origin: product.url },
    timeout: 120_000,
  });
  expect(made.status()).toBe(201);
});
test.afterAll(async () => product.stop());

test("every page reads well on a desk and on a phone, also for those who use a screen reader", async ({ browser }) => {
  // Some hundred pages take minutes on two busy cores.
  test.setTimeout(900_000);
  const context = await browser.newContext({ baseURL: product.url, reducedMotion: "reduce" });
  const page = await context.newPage();
  const screen = await context.newCDPSession(page);
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(`${page.url()}: ${error.message}`));

  await page.goto("/sign-in");
  await examine(page, screen, "sign-in", failures);
  const company = await signIn(page);
  for (const shown of await everyPage(context.request, company)) {
    await page.goto(`/${company}${shown.path}`);
    await examine(page, screen, shown.name, failures);
  }
  await context.close();
  expect(failures).toEqual([]);
});

test("the first list is there with 420 kB of code, and nothing more follows", async ({ browser }) => {
  const { codeBytes } = await visitFirstList(browser, { url: product.url, ...ADMIN });
  expect(codeBytes).toBeGreaterThan(200_000);
  expect(codeBytes).toBeLessThanOrEqual(420_000);
});

async function signIn(page: Page): Promise<string> {
  await page.getByLabel("账号").fill(ADMIN.login);
  await page.getByLabel("密码").fill(ADMIN.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL((url) => url.pathname.length > 1 && !url.pathname.startsWith("/sign-in"));
  return new URL(page.url()).pathname.split("/")[1]!;
}

/** Nothing loads any more: the page has its content and no skeleton is left. */
async function ready(page: Page): Promise<void> {
  await expect(page.locator("main, form").first()).toBeVisible();
  await expect(page.locator(".ant-skeleton, .ant-spin-spinning, [aria-busy='true']")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** Loading takes longer than looking: a page is loaded at the desk and then becomes a phone's, in width and in being touched. */
async function examine(page: Page, screen: CDPSession, name: Shown["name"], failures: string[]): Promise<void> {
  for (const width of WIDTHS) {
    await become(screen, width);
    await ready(page);
    if (FOLDER) await picture(screen, FOLDER, `${name}-${width.name}`);
    await examineAt(page, `${name}-${width.name}`, width, failures);
  }
  await become(screen, WIDTHS[0]!);
}

async function become(screen: CDPSession, { viewport, isMobile }: Width): Promise<void> {
  await screen.send("Emulation.setDeviceMetricsOverride", { ...viewport, deviceScaleFactor: 1, mobile: isMobile });
  await screen.send("Emulation.setTouchEmulationEnabled", { enabled: isMobile });
}

/** Rules whose worst is moderate: what they find is not asked for, and the first alone takes a tenth of the time. */
const NOT_SERIOUS = ["region", "heading-order", "page-has-heading-one", "landmark-one-main", "skip-link"];

/** What is wrong on the page as it stands. The examiner is half a megabyte of code: a page reads it once, and what is right is not told. */
async function violationsIn(page: Page): Promise<AxeResults["violations"]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return await page.evaluate(async (moderate) => {
    const { axe: examiner } = window as unknown as { axe: typeof axe };
    const rules = Object.fromEntries(moderate.map((id) => [id, { enabled: false }]));
    return (await examiner.run(document, { resultTypes: ["violations"], rules })).violations;
  }, NOT_SERIOUS);
}

/** Of the page as it has become: `page.screenshot` gives it back the width its context began with. */
async function picture(screen: CDPSession, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { data } = await screen.send("Page.captureScreenshot", { format: "png" });
  writeFileSync(join(folder, `${name}.png`), data, "base64");
}

async function examineAt(page: Page, name: string, { viewport }: Width, failures: string[]): Promise<void> {
  // Not against the window, which a phone makes as wide as what does not fit.
  const overflow = (await page.evaluate(() => document.documentElement.scrollWidth)) - viewport.width;
  if (overflow > 1) failures.push(`${name}: ${overflow} pixels too wide`);
  const violations = await violationsIn(page);
  for (const { id, impact, nodes } of violations.filter((each) => each.impact === "serious" || each.impact === "critical")) {
    failures.push(
      `${name}: ${impact} ${id}: ${nodes
        .map((node) => node.target.join(" "))
        .join(", ")
        .slice(0, 200)}`,
    );
  }
}
