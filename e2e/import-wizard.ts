import { expect, type Page } from "@playwright/test";

const STARTED_BY_NOW = 20_000;
const FINISHED_BY_NOW = 200_000;

/** Chooses in a select as a person does: open, type, take the one that is offered. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const select = page.getByRole("combobox", { name: label, exact: true }).first();
  await select.click();
  if (await select.isEditable()) await select.fill(option);
  const offered = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").getByTitle(option, { exact: false });
  await offered.first().click();
  await page.keyboard.press("Escape");
}

/** From a list's menu to the mapping of a file's columns. */
export async function upload(page: Page, list: string, file: string): Promise<void> {
  await page.goto(list);
  await page.getByRole("button", { name: "更多操作" }).first().click();
  await page.getByRole("menuitem", { name: "导入" }).click();
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("button", { name: "下一步" })).toBeVisible({ timeout: STARTED_BY_NOW });
}

/** The file just imported, for another kind of record. */
export async function uploadAgain(page: Page, object: string): Promise<void> {
  await choose(page, "用这个文件继续导入", object);
  await expect(page.getByRole("heading", { level: 1, name: `导入${object}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "下一步" })).toBeVisible();
}

/** Takes away what was suggested or remembered for a column. */
export async function leaveOut(page: Page, column: string): Promise<void> {
  const removals = page.getByRole("button", { name: new RegExp(`^“${column}”不再导入到`) });
  while ((await removals.count()) > 0) await removals.first().click();
}

/** A column goes to these fields and no others. */
export async function map(page: Page, column: string, ...fields: string[]): Promise<void> {
  await leaveOut(page, column);
  const [first, ...others] = fields;
  await choose(page, `“${column}”导入到`, first!);
  for (const field of others) {
    await page.getByRole("button", { name: `“${column}”同时导入到` }).click();
    await choose(page, `“${column}”同时导入到`, field);
  }
}

export async function turnNameIntoLogin(page: Page, field: string): Promise<void> {
  await page.getByRole("button", { name: `调整导入到${field}的文字` }).click();
  await choose(page, "添加一步调整", "姓名转账号");
  await page.getByRole("heading", { level: 1 }).click();
}

export async function toRules(page: Page): Promise<void> {
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("button", { name: "开始检查" })).toBeVisible();
}

export async function check(page: Page): Promise<void> {
  await page.getByRole("button", { name: "开始检查" }).click();
  await expect(page.getByRole("button", { name: "重新检查" })).toBeVisible({ timeout: FINISHED_BY_NOW });
}

export async function checkAgain(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith("/dry-run"));
  await page.getByRole("button", { name: "重新检查" }).click();
  await answered;
  await expect(page.getByRole("button", { name: "重新检查" })).toBeVisible({ timeout: FINISHED_BY_NOW });
}

export async function means(page: Page, value: string, meaning: string): Promise<void> {
  await choose(page, `“${value}”的处理方式`, "对应到");
  await choose(page, `“${value}”对应到`, meaning);
}

/** Imports what the check found good and leaves the page at the result. */
export async function run(page: Page, file: string): Promise<void> {
  await page.getByRole("button", { name: /^导入.*行$/ }).click();
  await expect(page.getByText(`“${file}”导入完成`)).toBeVisible({ timeout: FINISHED_BY_NOW });
}

/** A figure of the check or the result. */
export async function figure(page: Page, label: string): Promise<number> {
  const text = await page
    .getByRole("status")
    .getByText(label, { exact: true })
    .locator("xpath=following-sibling::*[1]")
    .innerText();
  return Number(text.replaceAll(",", ""));
}
