import { expect, type Locator, type Page } from "@playwright/test";

export async function open(page: Page, list: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: list, exact: true }).first().click();
  await expect(page.getByRole("heading", { name: list, exact: true })).toBeVisible();
}

export async function save(form: Locator): Promise<void> {
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await expect(form).toBeHidden();
}

/** A new record from the list's own button; its page opens. */
export async function createFrom(page: Page, list: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  await open(page, list);
  await page
    .getByRole("button", { name: `新建${list}` })
    .first()
    .click();
  const form = page.getByRole("dialog", { name: `新建${list}` });
  await fill(form);
  await save(form);
  await expect(page).toHaveURL(/[0-9a-f]{12}/);
}

/** Presses a verb on the record's own page, from its head or its menu, and confirms what it asks for. */
export async function act(page: Page, verb: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
  const main = page.getByRole("main");
  const button = main.getByRole("button", { name: verb, exact: true });
  const item = page.getByRole("menuitem", { name: verb, exact: true });
  // A sign of waiting stands before its button's name while it is done.
  const dialog = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: new RegExp(`${verb}$`) }) });
  // What may be done next is known a moment after the last step; a press that took long may have been heard all the same.
  await expect(async () => {
    if (await dialog.isVisible()) return;
    if (!(await button.or(item).first().isVisible())) await main.getByRole("button", { name: "更多操作" }).first().click();
    await button.or(item).first().click({ timeout: 3_000 });
  }).toPass();
  await fill?.(dialog);
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await expect(dialog).toBeHidden();
}

export const panel = (scope: Locator, title: string) =>
  scope.getByRole("region").filter({ has: scope.page().getByRole("heading", { name: new RegExp(`^${title}`) }) });

/** One of the facts in a record's head. */
export const fact = (scope: Locator, label: string) =>
  scope
    .locator("div")
    .filter({ has: scope.page().getByRole("term").filter({ hasText: label }) })
    .last();
