import { expect, test } from "@playwright/test";
import { choose, setUpCompany } from "./people.ts";
import { type Product, startProduct } from "./product.ts";
import { act, createFrom, fact, open, panel } from "./records.ts";

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(async () => await product.stop());

test("dollars pay a debt in yuan to the cent, and the month's receipts are kept as a view", async ({ page }) => {
  test.setTimeout(300_000);
  const desk = page.getByRole("main");
  let receipt = "";
  await setUpCompany(page, product, "宁波远洋贸易");

  await test.step("a contract is in force", async () => {
    await createFrom(page, "客户", async (form) => await form.getByLabel("客户名称").fill("苏州明远机电有限公司"));
    await createFrom(page, "合同", async (form) => {
      await form.getByLabel("合同名称").fill("设备合同");
      await choose(form, "客户", "苏州明远机电有限公司");
      await form.getByLabel("合同金额", { exact: true }).fill("70000");
    });
    await act(page, "制定回款计划", async (dialog) => {
      await dialog.getByLabel("等分期数").fill("2");
      await dialog.getByLabel("首期日期").fill("2026-11-10");
      await dialog.getByLabel("首期日期").press("Enter");
    });
    await act(page, "签订生效", async (dialog) => {
      await expect(dialog.getByLabel("签订日期")).not.toHaveValue("");
    });
  });

  await test.step("money in another currency asks for its rate, at its field", async () => {
    await createFrom(page, "回款", async (form) => {
      await expect(form.getByLabel("到账日期")).not.toHaveValue("");
      await form.getByLabel("到账日期").fill("2025-01-06");
      await form.getByLabel("到账日期").press("Enter");
      await form.getByLabel("回款金额", { exact: true }).fill("5000");
      await choose(form, "客户", "苏州明远机电有限公司");
      await choose(form, "币种", "USD");
      await form.getByRole("button", { name: "保存", exact: true }).click();
      await expect(form.getByText("请填写汇率")).toBeVisible();
      await form.getByLabel("汇率").fill("7.1");
    });
    await act(page, "确认到账");
  });

  await test.step("it settles what was agreed of the debt, on a day that has been and on which the money was there", async () => {
    await act(page, "核销", async (dialog) => {
      await dialog.getByLabel(/第1期 核销金额$/).fill("5,000");
      await dialog.getByLabel(/第1期 抵减应收$/).fill("35000");
      await dialog.getByLabel("核销日期").fill("2999-01-01");
      await dialog.getByLabel("核销日期").press("Enter");
      await dialog.getByRole("button", { name: "核销", exact: true }).click();
      await expect(dialog.getByText("核销日期不能晚于今天。")).toBeVisible();
      await expect(dialog.getByLabel(/第1期 核销金额$/)).toHaveValue("5,000.00");
      await dialog.getByLabel("核销日期").fill("2025-01-05");
      await dialog.getByLabel("核销日期").press("Enter");
      await dialog.getByRole("button", { name: "核销", exact: true }).click();
      await expect(dialog.getByText("核销日期不能早于到账日期（2025-01-06）。")).toBeVisible();
      await dialog.getByLabel("核销日期").fill("2025-01-08");
      await dialog.getByLabel("核销日期").press("Enter");
    });
    await expect(fact(desk, "未核销")).toContainText("$0.00");
    await expect(desk.getByText("¥500.00")).toBeVisible();
    await expect(desk.getByRole("button", { name: /^(认领|确认到账|核销|自动核销)$/ })).toHaveCount(0);
    receipt = page.url();
  });

  await test.step("a view keeps the period it was saved in", async () => {
    await open(page, "回款");
    await page.getByRole("tab", { name: "全部回款" }).click();
    await desk.getByText("本月", { exact: true }).click();
    await desk.getByRole("button", { name: "视图" }).click();
    await page.getByRole("menuitem", { name: "另存为新视图" }).click();
    const dialog = page.getByRole("dialog", { name: "另存为新视图" });
    await dialog.getByRole("textbox").fill("当月到账");
    await dialog.getByRole("button", { name: "保存" }).click();
    await expect(page.getByRole("tab", { name: "当月到账" })).toHaveAttribute("aria-selected", "true");
    await page.reload();
    await expect(desk.getByRole("radio", { name: "本月" })).toBeChecked();
    await page.getByRole("tab", { name: "全部回款" }).click();
    await expect(desk.getByRole("radio", { name: "不限" })).toBeChecked();
  });

  await test.step("the receivables leave as a table", async () => {
    await page.getByRole("link", { name: "报表" }).click();
    await page.getByRole("tab", { name: "应收账龄" }).click();
    await expect(desk.getByRole("row", { name: /^合计/ })).toContainText("35,000.00");
    const download = page.waitForEvent("download");
    await desk.getByRole("button", { name: "导出" }).click();
    expect((await download).suggestedFilename()).toBe("账龄.csv");
  });

  await test.step("what was wrong is reversed, and paid back as far as there is something left", async () => {
    await page.goto(receipt);
    await panel(desk, "核销记录").getByRole("link").first().click();
    await expect(page).toHaveURL(/allocations/);
    await act(page, "红冲", async (dialog) => await dialog.getByLabel("原因").fill("客户付错账户"));
    await page.goto(receipt);
    await act(page, "退款", async (dialog) => {
      await expect(dialog.getByLabel("退款金额")).toHaveValue("5,000");
      await dialog.getByLabel("退款原因").fill("客户付错账户");
    });
    await expect(desk.getByText("原因：客户付错账户")).toBeVisible();
  });

  await test.step("the books are closed by a click, not by the key that takes the day, and opened with a reason", async () => {
    await page.getByRole("link", { name: "设置" }).click();
    await page.getByRole("link", { name: "公司资料" }).click();
    await desk.getByRole("button", { name: "结账", exact: true }).click();
    const closing = page.getByRole("dialog", { name: /^结账/ });
    await closing.getByLabel(/^结账至/).fill("2025-12-31");
    await closing.getByLabel(/^结账至/).press("Enter");
    await expect(closing.getByLabel(/^结账至/)).toHaveValue("2025-12-31");
    await closing.getByRole("button", { name: "结账", exact: true }).click();
    await expect(desk.getByText("已结账至 2025-12-31")).toBeVisible();
    await act(page, "反结账", async (dialog) => await dialog.getByLabel("原因").fill("补录十二月回款"));
    await expect(desk.getByText("还没有结账")).toBeVisible();
  });
});
