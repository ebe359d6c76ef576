import { type Browser, expect, type Page } from "@playwright/test";
import type { Product } from "./product.ts";

export const PASSWORD = "kehai-journey-1";
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
  await page.getByText("空白", { exact: false }).first().click();
  await page.getByRole("button", { name: "创建" }).click();
  await expect(page.getByRole("navigation").getByText("线索").first()).toBeVisible();
}

/** Another person at another machine. */
export async function signIn(browser: Browser, product: Product, login: string, viewport?: { width: number; height: number }) {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: viewport ?? { width: 1440, height: 900 },
    ...(viewport ? { hasTouch: true, isMobile: true } : {}),
  });
  const page = await context.newPage();
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL((url) => url.pathname !== "/sign-in");
  return page;
}
