import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import iconv from "iconv-lite";
import { addDepartment, answerOf, choose, invite, PHONE, setUpCompany, signIn } from "./people.ts";
import { type Product, startProduct } from "./product.ts";

const LEADS = `姓名,公司,手机,来源,需求,行业
张建国,北京华江科技有限公司,13800138000,展会,AS 小型机更换,信息技术
赵敏华,苏州聪信软件有限公司,13900139001,官网,客户管理系统,软件
钱立群,无锡格尔精密制造有限公司,13900139002,展会,机房改造,制造业
张工,北京华江科技,138-0013-8000,购买名单,设备维保,信息技术
李文博,（苏州）聪信软件有限公司,13900139001,购买名单,,软件
周海燕,天津蓝兴能源有限公司,,官网,存储备份,能源化工
`.replaceAll("\n", "\r\n");

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(async () => await product.stop());

test("a list of leads becomes a won deal, and everybody sees what is his", async ({ page: boss, browser }) => {
  await setUpCompany(boss, product, "新天国际科技");
  await addDepartment(boss, "销售部");
  const team = { department: "销售部" };
  const manager = await invite(boss, browser, { name: "陈立新", login: "chenlixin", role: "部门主管", ...team });
  const rep = await invite(boss, browser, { name: "王芳", login: "wangfang", role: "业务员", ...team });
  const colleague = await invite(boss, browser, { name: "李强", login: "liqiang", role: "业务员", ...team });

  await test.step("the boss opens a pool and imports a GB18030 list into it; duplicates are caught", async () => {
    await openPool(boss, "线索公海", "销售部");
    await importLeads(boss, "线索公海");
  });

  await test.step("two reach for the same lead: one has it, the other hears who", async () => {
    await Promise.all([openPooledLead(rep), openPooledLead(colleague)]);
    await rep.getByRole("button", { name: "领取", exact: true }).click();
    await expect(rep.getByText("领取了线索")).toBeVisible();
    await colleague.getByRole("button", { name: "领取", exact: true }).click();
    await expect(colleague.getByText("这条记录刚刚由王芳领走了")).toBeVisible();
  });
  const leadId = new URL(rep.url()).searchParams.get("open")!;

  await test.step("the lead becomes a customer with a contact and a deal", async () => {
    await rep.getByRole("button", { name: "转化", exact: true }).click();
    const dialog = rep.getByRole("dialog", { name: /^转化/ });
    await dialog.getByLabel("预计金额").fill("268000");
    await dialog.getByRole("button", { name: "转化" }).click();
    await expect(rep.getByText("转化了线索")).toBeVisible();
  });

  await test.step("the customer is followed up from a phone", async () => {
    const phone = await signIn(browser, product, "wangfang", PHONE);
    await phone.getByRole("link", { name: "客户" }).click();
    await phone.getByText("北京华江科技有限公司").click();
    await phone.getByRole("textbox", { name: "跟进内容" }).fill("上门看了机房，张主任同意试用 AS/500");
    await phone.getByRole("button", { name: "记录跟进" }).click();
    await expect(phone.getByRole("article").filter({ hasText: "张主任同意试用" })).toBeVisible();
  });

  await test.step("the manager sees the deal stand where it is", async () => {
    await expect.poll(() => funnelOf(manager)).toMatchObject({ 方案研究: 1, 产品试用: 0, 商务谈判: 0 });
  });

  const deal = await test.step("the deal goes 方案研究 → 产品试用 → 商务谈判 → 赢单", async () => {
    await rep.getByRole("link", { name: "商机" }).first().click();
    await rep
      .getByRole("link", { name: /华江科技/ })
      .first()
      .click();
    const record = rep.getByRole("dialog", { name: /华江科技/ });
    await perform(record, "推进");
    await expect.poll(() => funnelOf(manager)).toMatchObject({ 方案研究: 0, 产品试用: 1 });
    await perform(record, "推进");
    await expect.poll(() => funnelOf(manager)).toMatchObject({ 产品试用: 0, 商务谈判: 1 });
    const id = new URL(rep.url()).searchParams.get("open")!;
    await changeAtOnce(rep, manager, record, id);

    const release = await holdReading(rep);
    await perform(record, "赢单");
    await expect(record.locator("[aria-current=step]")).toHaveText("赢单");
    await expect(record.getByRole("button", { name: "推进", exact: true })).toHaveCount(0);
    release();
    return id;
  });

  await test.step("the manager and the boss see the funnel moved", async () => {
    for (const page of [manager, boss])
      await expect.poll(() => funnelOf(page)).toMatchObject({ 方案研究: 0, 产品试用: 0, 商务谈判: 0, 赢单: 1 });
  });

  await test.step("the boss and marketing see which channel the deal came by, and open it from the figure", async () => {
    const marketer = await invite(boss, browser, { name: "林晓", login: "linxiao", role: "市场", ...team });
    for (const page of [boss, marketer]) {
      await page.getByRole("link", { name: "报表" }).click();
      await page.getByRole("tab", { name: "渠道与活动" }).click();
      const [leads, accounts, deals, won, contracts, received] = ["2", "1", "1", "1", "0", "0.00"];
      const fair = page.getByRole("row", { name: /^展会/ }).getByRole("link");
      await expect(fair).toHaveText([leads, accounts, deals, won, contracts, received]);
      await expect(page.getByRole("columnheader", { name: "每条线索" })).toBeVisible();
      expect(await downloaded(page)).toContain("\r\n展会,2,1,50,1,100,50,1,100,50,0,0,0,0.00,0.00");
      await fair.nth(3).click();
      await expect(page.getByRole("link", { name: /华江科技/ }).first()).toBeVisible();
    }
  });

  await test.step("the rep sees what came of his leads, but no costs set against them alone", async () => {
    await rep.getByRole("link", { name: "报表" }).click();
    await rep.getByRole("tab", { name: "渠道与活动" }).click();
    await expect(rep.getByText("所以这里不显示费用和单个成本")).toBeVisible();
    await expect(rep.getByRole("row", { name: /^展会/ })).toBeVisible();
    for (const cost of ["费用", "每条线索", "单个成本"])
      await expect(rep.getByRole("columnheader", { name: cost })).toHaveCount(0);
  });

  await test.step("each sees only what he may, and the API agrees", async () => {
    await colleague.getByRole("link", { name: "商机" }).first().click();
    await colleague.getByRole("tab", { name: "全部商机" }).click();
    await expect(colleague.getByText(/没有商机|还没有商机/).first()).toBeVisible();
    for (const path of [`opportunities/${deal}`, `leads/${leadId}`]) {
      expect((await answerOf(colleague, path)).status).toBe(404);
      for (const page of [rep, manager, boss]) expect((await answerOf(page, path)).status).toBe(200);
    }
    expect((await answerOf(colleague, "accounts")).body.items).toEqual([]);
    expect((await answerOf(manager, "accounts")).body.items).toHaveLength(1);
  });

  const [schema] = await product.query("select schema from kehai.company");
  const [won] = await product.query(
    `select o.name, o.stage, o.amount::text, a.name as account, a.won_amount::text as sum, u.name as owner
       from "${schema.schema}".opportunity o
       join "${schema.schema}".account a on a.id = o.account_id join "${schema.schema}".user u on u.id = o.owner_id`,
  );
  expect(won).toMatchObject({ stage: "won", account: "北京华江科技有限公司", owner: "王芳" });
  expect([Number(won.amount), Number(won.sum)]).toEqual([268_000, 268_000]);
});

async function openPool(page: Page, name: string, department: string): Promise<void> {
  await page.getByRole("link", { name: "设置" }).click();
  await page.getByRole("link", { name: "公海", exact: true }).click();
  await page.getByRole("button", { name: "新建公海" }).first().click();
  const dialog = page.getByRole("dialog", { name: "新建公海" });
  await dialog.getByLabel("公海名称").fill(name);
  await choose(dialog, "成员部门", department);
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("main").getByText(name).first()).toBeVisible();
}

async function importLeads(page: Page, pool: string): Promise<void> {
  await page.getByRole("link", { name: "线索" }).first().click();
  await page.getByRole("button", { name: "更多操作" }).first().click();
  await page.getByRole("menuitem", { name: "导入" }).click();
  const file = { name: "展会名单.csv", mimeType: "text/csv", buffer: iconv.encode(LEADS, "gb18030") };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("编码 GB18030")).toBeVisible();

  await page.getByRole("combobox", { name: "“需求”导入到" }).click();
  await page.keyboard.type("需求描述");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "添加固定值…" }).click();
  await page.keyboard.type("所属公海");
  await page.keyboard.press("Enter");
  await choose(page.getByRole("region", { name: "固定值" }), "所属公海", pool);
  await page.getByRole("button", { name: "下一步" }).click();

  await page.getByRole("button", { name: "开始检查" }).click();
  await expect(page.getByRole("status").filter({ hasText: /将新建\s*3/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /张建国.*已存在/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /请至少填写手机/ })).toBeVisible();
  await page.getByRole("button", { name: "导入其余 3 行" }).click();
  await expect(page.getByText("导入完成")).toBeVisible();
}

async function openPooledLead(page: Page): Promise<void> {
  await page.getByRole("link", { name: "线索" }).first().click();
  await page.getByRole("tab", { name: "线索公海" }).click();
  await page.getByRole("link", { name: "张建国" }).click();
  await expect(page.getByRole("heading", { name: "张建国" })).toBeVisible();
}

/** Deals per stage, as the report shows them. */
async function funnelOf(page: Page): Promise<Record<string, number>> {
  await page.getByRole("link", { name: "报表" }).click();
  await expect(page.getByRole("table").first()).toBeVisible();
  const rows = await page.getByRole("table").first().getByRole("row").all();
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const [stage, count] = (await row.innerText()).split("\t");
    if (stage && Number.isInteger(Number(count))) counts[stage.trim()] = Number(count);
  }
  return counts;
}

/** Two change the same deal: the second is shown both, with names, before hers stands. */
async function changeAtOnce(rep: Page, manager: Page, record: Locator, id: string): Promise<void> {
  const before = (await answerOf(rep, `opportunities/${id}`)).body;
  const contact = { name: "周工", accountId: before.account.id };
  expect((await answerOf(rep, "contacts", { method: "POST", body: contact })).status).toBe(201);
  const release = await holdReading(rep, /\/opportunities\/[0-9a-f-]{36}/);
  const change = { method: "PATCH", body: { competitor: "格尔软件" }, version: before.version };
  expect((await answerOf(manager, `opportunities/${id}`, change)).status).toBe(200);

  await record.getByRole("tab", { name: "资料" }).click();
  await record.getByRole("button", { name: "编辑主要联系人" }).click();
  await rep.locator(".ant-select-item-option").filter({ hasText: "周工" }).click();
  const both = rep.getByRole("dialog", { name: "这条记录刚被修改过" });
  await expect(both.getByRole("row", { name: "主要联系人" })).toContainText("周工");
  await expect(both.getByRole("row", { name: "竞争对手" })).toContainText("格尔软件");
  await both.getByRole("button", { name: "用我的修改" }).click();
  await expect(both).toBeHidden();
  release();
  expect((await answerOf(manager, `opportunities/${id}`)).body.contact.title).toBe("周工");
}

/** A server that is slow to answer whatever is read anew, until it is let go on. */
async function holdReading(page: Page, what = /\/api\/v1\//): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(what, async (route) => {
    const isReading = route.request().method() === "GET" || /\/(query|count|aggregate)$/.test(route.request().url());
    if (isReading) await released;
    await route.fallback();
  });
  return release;
}

/** The report's table as a file. */
async function downloaded(page: Page): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "导出" }).click()]);
  return await readFile(await file.path(), "utf8");
}

/** Presses a verb's button and confirms what it asks for. */
async function perform(record: Locator, verb: string): Promise<void> {
  await record.getByRole("button", { name: verb, exact: true }).first().click();
  const dialog = record.page().getByRole("dialog", { name: new RegExp(`^${verb}`) });
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await expect(dialog).toBeHidden();
}
