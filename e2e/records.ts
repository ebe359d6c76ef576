import { expect, type Locator, type Page } from "@playwright/test";

export function isPhone(page: Page): boolean {
  return page.viewportSize()!.width < 768;
}

/** A list from the navigation; on a phone what has no tab of its own is found under 我的. */
export async function open(page: Page, list: string): Promise<void> {
  const link = page.getByRole("navigation").getByRole("link", { name: list, exact: true }).first();
  if (isPhone(page) && !(await link.isVisible())) {
    await page.getByRole("navigation").getByRole("link", { name: "我的", exact: true }).click();
    await page.getByRole("main").getByRole("link", { name: list, exact: true }).click();
  } else await link.click();
  await expect(page.getByRole("heading", { name: list, exact: true })).toBeVisible();
}

/** A record of the list that is open: in a drawer beside it, on a phone on its own page. */
export async function look(page: Page, title: string | RegExp): Promise<Locator> {
  await page.getByRole("main").getByRole("link", { name: title }).first().click();
  if (!isPhone(page)) return page.getByRole("dialog", { name: title });
  await expect(page.getByRole("main").getByRole("heading", { name: title }).first()).toBeVisible();
  return page.getByRole("main");
}

/** One of the record's lists of related records, which a phone has behind a tab. */
export async function related(page: Page, title: string): Promise<Locator> {
  if (isPhone(page)) await page.getByRole("main").getByRole("tab", { name: "相关" }).click();
  return panel(page.getByRole("main"), title);
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

/** Presses a verb on the record's own page, from its head or its menu; answers the dialog that asks for the rest. */
export async function press(page: Page, verb: string): Promise<Locator> {
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
  return dialog;
}

/** Presses a verb and confirms what it asks for. */
export async function act(page: Page, verb: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
  const dialog = await press(page, verb);
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
