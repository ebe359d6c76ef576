import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";
import sql from "sql-template-tag";
import { modules } from "#crm/index.ts";
import { importsOf } from "./import-file.ts";
import { startToyCompany } from "./toy-company.ts";

const company = await startToyCompany(modules);
const imports = importsOf(company);
const finance = await company.person({ name: "财务" });
await company.add("account", { name: "苏州明远机电有限公司", ownerId: finance.userId });

const STATEMENT = `招商银行交易流水,,,,
交易日期,交易流水号,对方户名,贷方金额,摘要
20260226,C0401A,江南集团结算中心,"1,200.50",代付明远设备款
20260227,C0402B,苏州明远机电有限公司,800.00,货款
20260227,C0401A,江南集团结算中心,"1,200.50",同一笔
20260310,C0403C,苏州明远机电有限公司,10.00,日期不对
`;

const stored = () =>
  company.database.query(sql`
    select payer, amount::numeric(12,2)::text as amount, status, received_on as "receivedOn", remark
    from ${company.table("receipt")} where deleted_at is null order by bank_reference`);

test("a bank's statement comes in once: known payers are claimed, the others wait, and no line is taken twice", async () => {
  const bytes = iconv.encode(STATEMENT, "gb18030");
  const job = await imports.upload(finance, "receipt", bytes, "流水.csv");
  assert.deepEqual(
    job.payload.mapping.columns.map(({ path }) => path),
    ["receivedOn", "bankReference", "payer", "amount", "remark"],
  );

  const done = await imports.importAll(finance, "receipt", bytes, job.payload.mapping);

  assert.equal(done.result!.created, 2);
  assert.deepEqual(
    done.result!.problems.map(({ row, code }) => [row, code]),
    [
      [5, "not_unique"],
      [6, "invalid.in_future"],
    ],
  );
  assert.deepEqual(await stored(), [
    {
      payer: "江南集团结算中心",
      amount: "1200.50",
      status: "unclaimed",
      receivedOn: "2026-02-26",
      remark: "代付明远设备款",
    },
    { payer: "苏州明远机电有限公司", amount: "800.00", status: "claimed", receivedOn: "2026-02-27", remark: "货款" },
  ]);
  const again = await imports.importAll(finance, "receipt", bytes, job.payload.mapping);
  assert.equal(again.result!.created, 0);
  assert.equal((await stored()).length, 2);
});

const WITH_TOTAL = `交易时间,交易流水号,对方户名,对方账号,收入,摘要
2026-02-20 09:12:33,D1,杭州代付有限公司,622202,300.00,代付
2026/02/21,D2,张三,622203,"￥1,000.00",货款
二月底,D3,李四,622204,50.00,看不懂的日期
,,合计,,"1,350.00",
`;

test("a statement's day is found by its name though a cell is no date, and its total line is no receipt", async () => {
  const bytes = iconv.encode(WITH_TOTAL, "gb18030");
  const job = await imports.upload(finance, "receipt", bytes, "流水.csv");
  assert.deepEqual(
    job.payload.mapping.columns.map(({ path }) => path),
    ["receivedOn", "bankReference", "payer", "amount", "remark"],
    "the payer's account is not taken for ours",
  );
  const before = await stored();

  const done = await imports.importAll(finance, "receipt", bytes, job.payload.mapping);

  assert.deepEqual(
    done.result!.problems.map(({ row, code, path }) => [row, path, code]),
    [
      [4, "receivedOn", "invalid.date"],
      [5, "receivedOn", "invalid.required"],
    ],
  );
  assert.deepEqual(
    (await stored()).slice(before.length).map(({ receivedOn, amount }) => [receivedOn, amount]),
    [
      ["2026-02-20", "300.00"],
      ["2026-02-21", "1000.00"],
    ],
  );
});

const BOTH_WAYS = `交易日期,流水号,对方户名,借方发生额,贷方发生额,摘要
2026-02-20,E1,房东,"5,000.00",,房租
2026-02-20,E2,王五,0.00,700.00,货款
2026-02-21,E3,无金额,,,空行
2026-02-22,E4,税务局,"1,300.00",0.00,扣税
`;

const ONE_COLUMN = `交易日期,流水号,对方户名,收/支,交易金额,摘要
2026-02-23,F1,赵六,收,90.00,货款
2026-02-23,F2,电力公司,支,60.00,电费
2026-02-23,F3,物业,支,-20.00,物业费
`;

test("what a bank's file tells of money paid out is passed over and has not failed", async () => {
  const [twoColumns, oneColumn] = [BOTH_WAYS, ONE_COLUMN].map((text) => iconv.encode(text, "gb18030"));
  const mapped = async (bytes: Buffer) => (await imports.upload(finance, "receipt", bytes, "流水.csv")).payload.mapping;
  const before = (await stored()).length;

  const checked = await imports.run(finance, (await imports.upload(finance, "receipt", twoColumns!, "流水.csv")).id, true);
  const first = (await imports.importAll(finance, "receipt", twoColumns!, await mapped(twoColumns!))).result!;
  const amount = { column: 4, path: "amount" };
  const columns = [...(await mapped(oneColumn!)).columns.filter(({ path }) => path !== "amount"), amount];
  const second = (await imports.importAll(finance, "receipt", oneColumn!, { ...(await mapped(oneColumn!)), columns })).result!;

  const told = (result: typeof first) => result.passedOver.map(({ code, count }) => [code, count]);
  assert.deepEqual([checked.result!.skipped, told(checked.result!)], [2, [["receipt.paid_out", 2]]]);
  assert.deepEqual([first.created, first.skipped, first.failed, told(first)], [1, 2, 1, [["receipt.paid_out", 2]]]);
  assert.deepEqual(
    first.problems.map(({ row }) => row),
    [4],
    "a line without any amount is told as it was",
  );
  assert.deepEqual([second.created, second.skipped, second.failed], [1, 2, 0]);
  assert.equal((await stored()).length, before + 2);
});
