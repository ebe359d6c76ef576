import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import type { Product } from "./product.ts";

const PASSWORD = "kehai-journey-1";
export const PHONE = { width: 390, height: 844 };

/** The first visit: the wizard, as the founder of a company without example data. */
export async function setUpCompany(page: Page, product: Product, company: string): Promise<void> {
  await page.goto(product.url);
  await page.getByLabel("公司名称").fill(company);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByLabel("姓名").fill("周总");
  await page.getByLabel("账号").fill("boss");
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("从空白开始").click();
  await page.getByRole("button", { name: "创建" }).click();
  await expect(page.getByRole("link", { name: "设置" })).toBeVisible();
}

/** Picks an offered record or option of a select by its words, as often as it takes: the list is read anew while one types. */
export async function choose(scope: Locator, label: string, words: string): Promise<void> {
  const page = scope.page();
  const box = scope.getByLabel(label, { exact: true });
  const chosen = scope.locator(".ant-select").filter({ has: page.getByLabel(label, { exact: true }) });
  await expect(async () => {
    await box.fill(words);
    await page
      .locator(".ant-select-dropdown:visible .ant-select-item-option")
      .filter({ hasText: words })
      .first()
      .click({ timeout: 5_000 });
    await expect(chosen).toContainText(words, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  // Tab would choose once more and Escape might close the whole dialog.
  await box.blur();
}

export async function addDepartment(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "设置" }).click();
  await page.getByRole("button", { name: "新建部门" }).click();
  const dialog = page.getByRole("dialog", { name: "新建部门" });
  await dialog.getByLabel("部门名称").fill(name);
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("treeitem", { name })).toBeVisible();
}

type Colleague = { name: string; login: string; department: string; role: string };

/** Invites a colleague and, at his own machine, lets him set a password; answers his signed-in page. */
export async function invite(
  page: Page,
  browser: Browser,
  { name, login, department, role }: Colleague,
  viewport?: typeof PHONE,
) {
  await page.getByRole("link", { name: "设置" }).click();
  await page.getByRole("link", { name: "员工" }).click();
  await page.getByRole("button", { name: "邀请员工" }).click();
  const dialog = page.getByRole("dialog", { name: "邀请员工" });
  await dialog.getByLabel("姓名").fill(name);
  await dialog.getByLabel("账号").fill(login);
  await choose(dialog, "部门", department);
  await choose(dialog, "角色", role);
  await dialog.getByRole("button", { name: "保存并生成邀请链接" }).click();
  const invitation = page.getByRole("dialog", { name: "邀请链接已生成" });
  const link = await invitation.getByText("/invitation/").innerText();
  await invitation.getByRole("button", { name: "关闭" }).click();

  const own = await machine(browser, viewport);
  await own.goto(link.trim());
  await own.getByLabel("新密码").fill(PASSWORD);
  await own.getByRole("button", { name: "开始使用" }).click();
  await expect(own.getByRole("link", { name: "工作台" })).toBeVisible();
  return own;
}

/** The same person at another device. */
export async function signIn(browser: Browser, product: Product, login: string, viewport?: typeof PHONE): Promise<Page> {
  const page = await machine(browser, viewport);
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("link", { name: "工作台" })).toBeVisible();
  return page;
}

async function machine(browser: Browser, viewport?: typeof PHONE): Promise<Page> {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: viewport ?? { width: 1440, height: 900 },
    ...(viewport ? { hasTouch: true, isMobile: true } : {}),
  });
  context.setDefaultTimeout(30_000);
  return await context.newPage();
}

type Wish = { method?: string; body?: object; version?: number };

/** What the API answers this person, in his own session. */
export async function answerOf(page: Page, path: string, wish: Wish = {}): Promise<{ status: number; body: any }> {
  return await page.evaluate(
    async ([at, { method = "GET", body, version }]) => {
      const company = location.pathname.split("/")[1]!;
      const response = await fetch(`/api/v1/${at}`, {
        method,
        headers: {
          "kehai-company": company,
          ...(body ? { "content-type": "application/json" } : {}),
          ...(version === undefined ? {} : { "if-match": String(version) }),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    [path, wish] as const,
  );
}
