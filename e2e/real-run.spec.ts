import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import {
  check,
  checkAgain,
  choose,
  figure,
  leaveOut,
  map,
  means,
  run,
  toRules,
  turnNameIntoLogin,
  upload,
  uploadAgain,
} from "./import-wizard.ts";
import { setUpCompany } from "./people.ts";
import { type Product, startProduct } from "./product.ts";

const FILES = join(import.meta.dirname, "../test/data/maven-crm");
const file = (name: string) => join(FILES, name);
const money = (amount: string | number) => Number(amount).toLocaleString("zh-CN", { minimumFractionDigits: 2 });

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(async () => await product.stop());

test("a seller's own files come in through the wizard, and the reports say what the files say", async ({ page }) => {
  test.slow();
  await setUpCompany(page, product, "Maven 电脑");
  const home = `${product.url}/${new URL(page.url()).pathname.split("/")[1]}`;

  await test.step("accounts, with their parents and the sectors that are not ours left empty", async () => {
    await upload(page, `${home}/accounts`, file("accounts.csv"));
    await map(page, "sector", "行业");
    await map(page, "office_location", "国家");
    await map(page, "subsidiary_of", "上级客户");
    await toRules(page);
    await check(page);
    await page.getByLabel("行业没对上的其余内容").getByText("留空").click();
    await checkAgain(page);
    await run(page, "accounts.csv");
    expect(await figure(page, "新建")).toBe(85);
  });

  await test.step("products", async () => {
    await upload(page, `${home}/products`, file("products.csv"));
    await toRules(page);
    await check(page);
    await run(page, "products.csv");
    expect(await figure(page, "新建")).toBe(7);
  });

  await test.step("offices, managers, their teams and agents, from one sheet", async () => {
    await upload(page, `${home}/departments`, file("sales_teams.csv"));
    for (const column of ["sales_agent", "manager"]) await leaveOut(page, column);
    await map(page, "regional_office", "部门名称");
    await importByKey(page, "部门名称", "sales_teams.csv");

    await uploadAgain(page, "用户");
    await leaveOut(page, "sales_agent");
    await map(page, "manager", "姓名", "账号");
    await turnNameIntoLogin(page, "账号");
    await map(page, "regional_office", "部门");
    await importByKey(page, "账号", "sales_teams.csv");

    await uploadAgain(page, "部门");
    await leaveOut(page, "regional_office");
    await map(page, "manager", "部门名称", "部门主管");
    await map(page, "regional_office", "上级部门");
    await importByKey(page, "部门名称", "sales_teams.csv");

    await uploadAgain(page, "用户");
    for (const column of ["manager", "regional_office"]) await leaveOut(page, column);
    await map(page, "sales_agent", "姓名", "账号");
    await turnNameIntoLogin(page, "账号");
    await map(page, "manager", "部门", "直接上级");
    await importByKey(page, "账号", "sales_teams.csv");
  });

  await test.step("8,800 deals, with GTXPro understood and the stages given ours", async () => {
    await upload(page, `${home}/opportunities`, file("sales_pipeline.csv"));
    await page.getByRole("switch", { name: "迁移模式" }).click();
    await map(page, "opportunity_id", "商机名称", "外部编号");
    await map(page, "sales_agent", "负责人");
    await map(page, "product", "主要产品");
    await map(page, "account", "客户");
    await map(page, "deal_stage", "阶段");
    await map(page, "engage_date", "机会日期");
    await map(page, "close_date", "成交/关闭日期");
    await map(page, "close_value", "金额");
    await choose(page, "添加固定值…", "输单原因");
    await choose(page, "输单原因", "未记录");
    await choose(page, "添加固定值…", "币种");
    await choose(page, "币种", "CNY");
    await toRules(page);
    await choose(page, "用什么识别同一条记录", "外部编号");
    await page.getByText("仍然新建").click();
    await check(page);
    await means(page, "GTXPro", "GTX Pro");
    await means(page, "Engaging", "产品试用");
    await means(page, "Prospecting", "方案研究");
    await checkAgain(page);
    await expect(page.getByRole("checkbox").first()).toBeVisible();
    for (const warning of await page.getByRole("checkbox").all()) await warning.check();
    for (const warning of await page.getByRole("checkbox").all()) await expect(warning).toBeChecked();
    await run(page, "sales_pipeline.csv");
    expect(await figure(page, "新建")).toBe(8800);
  });

  const [company] = await product.query("select schema from kehai.company");
  const schema = `"${company.schema}"`;

  await test.step("the funnel says Won 4,238, Lost 2,473, Engaging 1,589, Prospecting 500 and 10,005,534", async () => {
    await page.goto(`${home}/reports?report=funnel`);
    for (const [stage, count] of [
      ["方案研究", "500"],
      ["产品试用", "1,589"],
      ["赢单", "4,238"],
      ["输单", "2,473"],
    ] as const) {
      await expect(row(page, stage).getByRole("link").first()).toHaveText(count);
    }
    await expect(row(page, "赢单")).toContainText("10,005,534.00");
  });

  const reports = {
    主管: `select m.name, count(*), sum(o.amount) from ${schema}.opportunity o join ${schema}."user" u on u.id = o.owner_id
           join ${schema}."user" m on m.id = u.manager_id where o.stage = 'won' group by 1`,
    负责人: `select u.name, count(*), sum(o.amount) from ${schema}.opportunity o join ${schema}."user" u on u.id = o.owner_id
             where o.stage = 'won' group by 1`,
    季度: `select to_char(o.closed_at, 'YYYY "Q"Q') as name, count(*), sum(o.amount) from ${schema}.opportunity o
           where o.stage = 'won' group by 1`,
  };
  for (const [by, text] of Object.entries(reports)) {
    await test.step(`won by ${by} equals SQL written by hand`, async () => {
      await page.goto(`${home}/reports?report=won&period=all`);
      await page.getByRole("radiogroup", { name: "统计方式" }).getByText(by, { exact: true }).click();
      await expect(page.getByRole("heading", { name: `按${by}统计` })).toBeVisible();
      const expected = await product.query(text);
      expect(expected.length).toBeGreaterThan(3);
      for (const { name, count, sum } of expected) {
        await expect(row(page, name)).toContainText(money(sum));
        await expect(row(page, name).getByRole("link")).toHaveText(Number(count).toLocaleString("zh-CN"));
      }
    });
  }

  await test.step("a number opens exactly its rows", async () => {
    const [{ name, count }] = await product.query(`${reports.主管} order by 2 desc`);
    await page.getByRole("radiogroup", { name: "统计方式" }).getByText("主管", { exact: true }).click();
    await row(page, name).getByRole("link").click();
    await expect(page.getByText(`${count} 条`)).toBeVisible();
  });
});

async function importByKey(page: Page, key: string, name: string): Promise<void> {
  await toRules(page);
  // A file that came in before brings its rules along.
  const isChosen = await page.locator(".ant-select-multiple").getByText(key, { exact: true }).isVisible();
  if (!isChosen) await choose(page, "用什么识别同一条记录", key);
  await page.getByText("已有的更新，没有的新增").click();
  await check(page);
  await run(page, name);
  expect(await figure(page, "失败")).toBe(0);
}

function row(page: Page, name: string) {
  return page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
}
