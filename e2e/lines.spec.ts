import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { choose, PHONE } from "./people.ts";
import { type Product, startProduct } from "./product.ts";

const ADMIN = { login: "admin", password: "kehai-lines-1" };

let product: Product;
test.beforeAll(async ({ request }) => {
  product = await startProduct();
  const setup = { company: "华江科技", admin: { name: "刘庆", ...ADMIN }, demo: "small" };
  const headers = { origin: product.url };
  expect((await request.post(`${product.url}/api/v1/setup`, { data: setup, headers, timeout: 120_000 })).status()).toBe(201);
});
test.afterAll(async () => product.stop());

test("a quote is typed line by line without the mouse, pasted from Excel, put right where it is wrong, and changed later", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: product.url, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const company = await signIn(page);
  const [account] = await titlesOf(context.request, company, "accounts");
  const [first, second] = await titlesOf(context.request, company, "products");
  const { keyboard } = page;
  const grid = page.getByRole("grid", { name: "报价明细" });
  const total = grid.locator("tfoot");

  await test.step("a line is typed: product, quantity, and the price is found", async () => {
    await page.goto(`/${company}/quotes?create=quote`);
    await choose(page.getByRole("dialog"), "客户", account!);
    await grid.locator('td[tabindex="0"]').focus();
    await keyboard.type(first!);
    await page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: first! }).first().waitFor();
    await keyboard.press("Enter");
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await expect(page.getByLabel("第 1 行 数量")).toBeFocused();
    await keyboard.type("2");
    await expect(total).not.toContainText("¥0.00");
  });

  await test.step("Enter begins the next line, where a table is pasted with its column names", async () => {
    await keyboard.press("Enter");
    await expect(grid.locator("tbody tr")).toHaveCount(2);
    await page.evaluate(
      (text) => navigator.clipboard.writeText(text),
      `数量\t产品\t单价\n1,0\t${second}\t1,000.50\n3\t${first}\t十`,
    );
    await keyboard.press("Escape");
    await keyboard.press("ControlOrMeta+v");
    await expect(grid.locator("tbody tr")).toHaveCount(3);
    await expect(grid.locator("tbody tr").nth(1)).toContainText(second!);
    await expect(grid.locator("tbody tr").nth(1)).toContainText("10,005.00");
  });

  await test.step("what the server refuses is told at its cell and put right there", async () => {
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("第 3 行单价")).toBeVisible();
    await grid.locator("tbody tr").nth(2).locator('td[data-wrong="true"]').click();
    await keyboard.type("20");
    await keyboard.press("ControlOrMeta+Enter");
    await expect(page).toHaveURL(/\/quotes\/[0-9a-f-]{36}/);
    const table = page.getByRole("table", { name: "报价明细" });
    await expect(table.locator("tbody tr")).toHaveCount(3);
    await expect(table.locator("tbody tr").nth(2)).toContainText("60.00");
  });

  await test.step("its lines are put in another order and one is dropped", async () => {
    await page.getByRole("button", { name: "编辑明细" }).click();
    await expect(page.getByLabel("第 1 行 产品")).toBeFocused();
    await grid.locator("tbody tr").nth(2).locator("td").nth(2).click();
    await keyboard.press("Alt+ArrowUp");
    await expect(grid.locator("tbody tr").nth(1)).toContainText("60.00");
    await keyboard.press("ArrowDown");
    // The browser stores what is typed in its own time; by when the figures have come it has.
    const figures = page.waitForResponse(/\/quotes\/preview$/);
    await keyboard.press("Alt+Delete");
    await expect(grid.locator("tbody tr")).toHaveCount(2);
    await figures;
    await page.reload();
    await expect(page.getByText("已恢复上次没有保存的明细。")).toBeVisible();
    await expect(grid.locator("tbody tr")).toHaveCount(2);
    await expect(page.getByLabel("第 1 行 产品")).toBeFocused();
    await keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByText("明细已保存")).toBeVisible();
    await expect(page.getByRole("table", { name: "报价明细" }).locator("tbody tr").nth(1)).toContainText("60.00");
  });
  await test.step("a day that cannot be is refused at its field, and stays to be put right", async () => {
    await page.getByRole("button", { name: /编辑有效期至/ }).click();
    const until = page.getByLabel("有效期至", { exact: true });
    await until.fill("2020-01-01");
    await keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "有效期不能早于报价日期。" })).toBeVisible();
    await expect(until).toHaveValue("2020-01-01");
    await until.fill("2099-01-01");
    await keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "有效期不能早于报价日期。" })).toHaveCount(0);
  });
  const { pathname } = new URL(page.url());
  await context.close();

  await test.step("on a phone a line is a card that opens with a tap", async () => {
    const phone = await browser.newContext({ baseURL: product.url, viewport: PHONE, isMobile: true, hasTouch: true });
    const small = await phone.newPage();
    await signIn(small);
    await small.goto(`${pathname}?tab=lines`);
    await small.getByRole("button", { name: "编辑明细" }).click();
    await small.getByRole("list", { name: "报价明细" }).getByRole("button").nth(1).click();
    const sheet = small.getByRole("dialog", { name: /报价明细 2\/2/ });
    await sheet.getByLabel("数量").fill("5");
    await sheet.getByRole("button", { name: "完成" }).click();
    await small.getByRole("button", { name: "保存明细" }).click();
    await expect(small.getByRole("list", { name: "报价明细" })).toContainText("100.00");
    await phone.close();
  });
});

async function signIn(page: Page): Promise<string> {
  await page.goto("/sign-in");
  await page.getByLabel("账号").fill(ADMIN.login);
  await page.getByLabel("密码").fill(ADMIN.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL((url) => url.pathname.length > 1 && !url.pathname.startsWith("/sign-in"));
  return new URL(page.url()).pathname.split("/")[1]!;
}

async function titlesOf(api: APIRequestContext, company: string, path: string): Promise<string[]> {
  const answer = await api.get(`/api/v1/${path}?limit=2&sort=name&fields=name`, { headers: { "kehai-company": company } });
  return (await answer.json()).items.map(({ name }: { name: string }) => name);
}
