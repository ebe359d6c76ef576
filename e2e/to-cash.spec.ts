import { expect, type Locator, type Page, test } from "@playwright/test";
import { readPdf } from "#test/pdf.ts";
import { attachmentOf, type Letter, openPostOffice, type PostOffice } from "#test/post-office.ts";
import { addDepartment, answerOf, choose, invite, PHONE, setUpCompany, signIn } from "./people.ts";
import { type Product, startProduct } from "./product.ts";
import { act, createFrom, fact, isPhone, look, open, press, related, save } from "./records.ts";

const CUSTOMER = "北京华江科技有限公司";

for (const [where, viewport] of [
  ["at desks", undefined],
  ["on phones", PHONE],
] as const)
  test(`a trade fair's lead becomes money in the bank, and the boss walks back from the money to the fair: ${where}`, async ({
    page,
    browser,
  }) => {
    test.setTimeout(900_000);
    const office = await openPostOffice();
    const product = await startProduct({ SMTP_URL: office.url, MAIL_FROM: "新天国际 <sales@xintian.test>" });
    try {
      await setUpCompany(page, product, "新天国际科技");
      await addDepartment(page, "销售部");
      const hire = (name: string, login: string, role: string) =>
        invite(page, browser, { name, login, role, department: "销售部" }, viewport);
      const marketer = await hire("苏晓", "suxiao", "市场");
      const rep = await hire("王芳", "wangfang", "业务员");
      const colleague = await hire("李强", "liqiang", "业务员");
      const manager = await hire("陈立新", "chenlixin", "部门主管");
      const clerk = await hire("何会计", "hekuaiji", "财务");
      const boss = viewport === undefined ? page : await signIn(browser, product, "boss", viewport);
      await story({ product, office, boss, marketer, rep, colleague, manager, clerk });
    } finally {
      await product.stop();
      await office.close();
    }
  });

type Company = { product: Product; office: PostOffice } & Record<
  "boss" | "marketer" | "rep" | "colleague" | "manager" | "clerk",
  Page
>;

async function story({ product, office, boss, marketer, rep, colleague, manager, clerk }: Company): Promise<void> {
  const desk = rep.getByRole("main");

  await test.step("the boss lists what is sold", async () => {
    await createFrom(boss, "产品", async (form) => {
      await form.getByLabel("产品名称").fill("AS/500 小型机");
      await form.getByLabel("标准价").fill("120000");
    });
    await createFrom(boss, "产品", async (form) => {
      await form.getByLabel("产品名称").fill("机房巡检服务");
      await form.getByLabel("标准价").fill("3000");
    });
  });

  await test.step("a fair brings leads", async () => {
    await createFrom(marketer, "市场活动", async (form) => {
      await form.getByLabel("活动名称").fill("华东工业装备展");
      await form.getByLabel("实际费用").fill("36000");
    });
    for (const [name, company, mobile] of [
      ["张建国", CUSTOMER, "13800138000"],
      ["赵敏华", "苏州聪信软件有限公司", "13900139001"],
    ] as const)
      await createFrom(marketer, "线索", async (form) => {
        await form.getByLabel("姓名").fill(name);
        await form.getByLabel("公司", { exact: true }).fill(company);
        await form.getByLabel("手机").fill(mobile);
        await choose(form, "市场活动", "华东工业装备展");
        await choose(form, "负责人", "王芳");
      });
  });

  await test.step("one of them becomes a deal with lines", async () => {
    await open(rep, "线索");
    await look(rep, "张建国");
    await rep.getByRole("button", { name: "转化", exact: true }).click();
    const dialog = rep.getByRole("dialog", { name: /^转化/ });
    await dialog.getByLabel("商机名称").fill("小型机更换");
    await dialog.getByRole("button", { name: "转化" }).click();
    await expect(rep.getByText("转化了线索").first()).toBeVisible();

    await open(rep, "商机");
    const deal = await look(rep, "小型机更换");
    await deal.getByRole("tab", { name: "商机产品" }).click();
    await deal
      .getByRole("button", { name: /编辑明细|添加一行/ })
      .first()
      .click();
    await typeLine(deal, 1, { 产品: "AS/500 小型机", 数量: "2" });
    await typeLine(deal, 2, { 产品: "机房巡检服务", 数量: "10" });
    await deal.getByRole("button", { name: "保存明细" }).click();
    await expect(deal.getByText("¥270,000.00").first()).toBeVisible();
    await deal.getByRole("button", { name: "生成报价", exact: true }).click();
  });

  await test.step("a first quote is sent and improved, the second accepted", async () => {
    await expect(rep).toHaveURL(/\/quotes\//);
    await act(rep, "标记为已发送");
    const first = rep.url();
    await act(rep, "新版本");
    await expect(rep).not.toHaveURL(first);
    await desk.getByRole("button", { name: "编辑明细" }).click();
    await typeLine(desk, 1, { "折扣 %": "5" });
    await desk.getByRole("button", { name: "保存明细" }).click();
    await expect(desk.getByText("¥258,000.00").first()).toBeVisible();
    const second = rep.url();
    await desk.getByRole("button", { name: "打印、下载或发送" }).click();
    await desk.getByRole("button", { name: "邮件发送" }).click();
    const letter = rep.getByRole("dialog", { name: "邮件发送" });
    await letter.getByLabel("收件人").fill("zhang@huajiang");
    await letter.getByLabel("收件人").press("Enter");
    await letter.getByRole("button", { name: "发送", exact: true }).click();
    await expect(letter.getByText(/邮箱/).last()).toBeVisible();
    await letter.getByLabel("收件人").press("Backspace");
    await letter.getByLabel("收件人").fill("zhang@huajiang.test");
    await letter.getByLabel("收件人").press("Enter");
    await letter.getByRole("button", { name: "发送", exact: true }).click();
    await expect(letter).toBeHidden();
    await expect.poll(() => office.letters.length).toBe(1);
    const [{ to, source }] = office.letters as [Letter];
    expect(to).toEqual(["zhang@huajiang.test"]);
    const { text } = await readPdf(attachmentOf(source));
    expect(text).toContain(CUSTOMER);
    expect(text).toContain("贰拾伍万捌仟元整");
    await rep.goto(second);
    await act(rep, "客户接受");
  });

  await test.step("it becomes a contract with three instalments", async () => {
    await act(rep, "生成合同");
    await expect(rep).toHaveURL(/\/contracts\//);
    await act(rep, "制定回款计划", async (dialog) => {
      await dialog.getByLabel("等分期数").fill("3");
      await dialog.getByLabel("首期日期").fill("2026-11-10");
      await dialog.getByLabel("首期日期").press("Enter");
    });
    await act(rep, "签订生效");
    await expect((await related(rep, "回款计划")).getByText("86,000.00").first()).toBeVisible();
  });
  const contractUrl = rep.url();

  await test.step("the order is delivered in two parts, and one item comes back", async () => {
    await act(rep, "下订单");
    await expect(rep).toHaveURL(/\/orders\//);
    await act(rep, "确认订单");
    await act(rep, "发货", async (dialog) => {
      await dialog.getByRole("button", { name: "清空" }).click();
      await dialog.getByLabel("AS/500 小型机 本次数量").fill("1");
    });
    await expect(fact(desk, "已发货金额")).toContainText("114,000.00");
    await act(rep, "发货");
    await expect(fact(desk, "已发货金额")).toContainText("258,000.00");
    await act(rep, "退货", async (dialog) => {
      await dialog.getByRole("button", { name: "清空" }).click();
      await dialog.getByLabel("机房巡检服务 本次数量").fill("1");
      await choose(dialog, "退货原因", "质量问题");
    });
    await expect(fact(desk, "已发货金额")).toContainText("255,000.00");
  });

  await test.step("a second contract stands beside it", async () => {
    await createFrom(rep, "合同", async (form) => {
      await form.getByLabel("合同名称").fill("备件合同");
      await choose(form, "客户", CUSTOMER);
      await form.getByLabel("合同金额", { exact: true }).fill("50000");
    });
    await act(rep, "签订生效", async (dialog) => dialog.getByLabel("签订日期").fill("2026-11-02"));
    // Typed, and the button pressed at once: before the calendar had closed.
    await expect(desk.getByText("2026-11-02").first()).toBeVisible();
  });

  await test.step("two transfers come in: one over two instalments, one over two contracts", async () => {
    await receive(clerk, "100000");
    const first = await press(clerk, "核销");
    await first.getByRole("button", { name: "自动填入（先到期先核销）" }).click();
    await expect(first.getByLabel(/第1期 核销金额$/)).toHaveValue(/86,?000/);
    await first.getByRole("button", { name: "核销", exact: true }).click();
    await expect(first).toBeHidden();

    await receive(clerk, "120000");
    const second = await press(clerk, "核销");
    await second.getByLabel(/第2期 核销金额$/).fill("72000");
    await second.getByLabel(/^HT\d+ 核销金额$/).fill("48000.01");
    await expect(second.getByText("超出可核销金额")).toBeVisible();
    await second.getByLabel(/^HT\d+ 核销金额$/).fill("48000");
    await second.getByRole("button", { name: "核销", exact: true }).click();
    await expect(second).toBeHidden();
  });

  await test.step("an invoice is asked for and issued by finance", async () => {
    await rep.goto(contractUrl);
    await desk.getByRole("link", { name: CUSTOMER }).first().click();
    await (await related(rep, "发票抬头")).getByRole("button", { name: "新建发票抬头" }).click();
    const title = rep.getByRole("dialog", { name: "新建发票抬头" });
    await title.getByLabel("抬头名称").fill(CUSTOMER);
    await title.getByLabel("税号").fill("91350100M000100Y44");
    await title.getByRole("button", { name: "保存", exact: true }).click();
    await expect(title.getByText("税号不对")).toBeVisible();
    await title.getByLabel("税号").fill("91350100M000100Y43");
    await save(title);

    await rep.goto(contractUrl);
    await (await related(rep, "发票")).getByRole("button", { name: "新建发票", exact: true }).click();
    const form = rep.getByRole("dialog", { name: "新建发票" });
    await form.getByLabel("价税合计", { exact: true }).fill("86000");
    await save(form);

    await open(clerk, "发票");
    await look(clerk, /^KP/);
    if (!isPhone(clerk)) await expand(clerk);
    await act(clerk, "开具", async (dialog) => dialog.getByLabel("发票号码").fill("26117000000012345678"));
  });

  await test.step("the manager sees what is owed to the rep, a colleague of the rep's nothing of it", async () => {
    for (const [person, isShown] of [
      [manager, true],
      [colleague, false],
    ] as const) {
      await open(person, "报表");
      await person.getByRole("tab", { name: /应收|账龄/ }).click();
      const report = person.getByRole("main");
      await expect(report.getByText(isShown ? /8\.6万|86,000/ : /0\.00/).first()).toBeVisible();
      await expect(report.getByText("王芳")).toHaveCount(isShown ? 1 : 0);
      const contract = await answerOf(person, `contracts/${contractUrl.split("/").at(-1)!.split("?")[0]}`);
      expect(contract.status).toBe(isShown ? 200 : 404);
    }
  });

  await test.step("the boss opens what the fair brought, and walks back from the money to it", async () => {
    await boss.goto(contractUrl);
    await expect(boss.getByRole("heading", { name: "小型机更换" })).toBeVisible();
    await expect(boss.getByText("¥86,000.00").first()).toBeVisible();
    await open(boss, "市场活动");
    await boss.getByRole("main").getByRole("tab", { name: "全部活动" }).click();
    const fair = await look(boss, "华东工业装备展");
    await expect(fair.getByText(/172,000|17\.2万/).first()).toBeVisible();

    await open(boss, "回款");
    await boss.getByRole("tab", { name: "全部回款" }).click();
    await look(boss, /HK\d+0001/);
    if (!isPhone(boss)) await expand(boss);
    await (await related(boss, "核销记录")).getByRole("link", { name: /^HX/ }).first().click();
    for (const [label, title] of [
      ["合同", "小型机更换"],
      ["商机", "小型机更换"],
      ["来源线索", "张建国"],
      ["市场活动", "华东工业装备展"],
    ] as const)
      await follow(boss, label, title);
    await expect(boss.getByRole("heading", { name: "华东工业装备展" })).toBeVisible();
    await expect(fact(boss.getByRole("main"), "实际费用")).toContainText("36,000.00");
  });

  await test.step("the books agree to the cent", async () => {
    const [{ schema }] = await product.query("select schema from kehai.company");
    const [sums] = await product.query(
      `select (select sum(amount) from "${schema}".receipt)::text as received,
              (select sum(amount) from "${schema}".allocation)::text as entered,
              (select sum(received) from "${schema}".contract)::text as contracts,
              (select sum(amount) from "${schema}".invoice where status = 'issued')::text as invoiced`,
    );
    expect(Object.values(sums).map(Number)).toEqual([220_000, 220_000, 220_000, 86_000]);
    expect((await answerOf(rep, "receipts?limit=10")).body.items.length).toBeGreaterThan(0);
    expect((await answerOf(marketer, "invoices")).body.items ?? []).toEqual([]);
  });
}

/** Money registered for the customer, and confirmed. */
async function receive(page: Page, amount: string): Promise<void> {
  await createFrom(page, "回款", async (form) => {
    await choose(form, "客户", CUSTOMER);
    await form.getByLabel("回款金额", { exact: true }).fill(amount);
  });
  await act(page, "确认到账");
}

/** Types into the cells of a line as into a spreadsheet; on a phone into the sheet that opens at the line's card. */
async function typeLine(scope: Locator, line: number, values: Record<string, string>): Promise<void> {
  if (isPhone(scope.page())) return await fillLine(scope, line, values);
  const grid = scope.getByRole("grid");
  await expect(grid).toBeVisible();
  const heads = await grid.getByRole("columnheader").allInnerTexts();
  const rows = grid.locator("tbody tr");
  if ((await rows.count()) < line) await scope.getByRole("button", { name: "添加一行" }).click();
  for (const [label, value] of Object.entries(values)) {
    const column = heads.findIndex((head) => head.replace(/[\s*]/g, "") === label.replace(/\s/g, ""));
    await rows
      .nth(line - 1)
      .getByRole("gridcell")
      .nth(column - 1)
      .click();
    await grid.getByLabel(`第 ${line} 行 ${label}`).fill(value);
    if (label !== "产品") continue;
    const offered = scope.page().locator(".ant-select-dropdown:visible .ant-select-item-option");
    await offered.filter({ hasText: value }).first().click();
  }
}

async function fillLine(scope: Locator, line: number, values: Record<string, string>): Promise<void> {
  const cards = scope.getByRole("list", { name: /明细|产品/ }).getByRole("button");
  if ((await cards.count()) < line) await scope.getByRole("button", { name: "添加一行" }).click();
  else await cards.nth(line - 1).click();
  const sheet = scope.page().getByRole("dialog", { name: new RegExp(` ${line}/`) });
  for (const [label, value] of Object.entries(values)) {
    if (label === "产品") await choose(sheet, label, value);
    else await sheet.getByLabel(label).fill(value);
  }
  await sheet.getByRole("button", { name: "完成" }).click();
}

/** Opens what a field of the record refers to. */
async function follow(page: Page, label: string, title: string): Promise<void> {
  const before = page.url();
  if (isPhone(page)) await page.getByRole("main").getByRole("tab", { name: "资料" }).click();
  const field = page
    .getByRole("main")
    .locator("div")
    .filter({ has: page.locator(`label:text-is("${label}")`) });
  await field.last().getByRole("link", { name: title, exact: true }).click();
  await expect(page).not.toHaveURL(before);
}

/** From the drawer beside a list to the record's own page. */
async function expand(page: Page): Promise<void> {
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /全屏|完整|展开/ })
    .or(page.getByRole("dialog").getByRole("button", { name: /全屏|完整|展开/ }))
    .first()
    .click();
  await expect(page.getByRole("dialog")).toBeHidden();
}
