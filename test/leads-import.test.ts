import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";
import sql from "sql-template-tag";
import { modules } from "#crm/index.ts";
import { importsOf } from "./import-file.ts";
import { startToyCompany } from "./toy-company.ts";

const company = await startToyCompany(modules);
const imports = importsOf(company);
const boss = await company.person({ name: "老板" });
await company.add("account", { name: "上海鼎盛贸易有限公司", ownerId: boss.userId });

const LIST = `展会线索名单,,,,
联系人,公司名称,手机号码,来源,备注
王小明,北京华江科技有限公司,138-1234-5678,展会,看过样机
李雷,上海鼎盛贸易,13900001111,展会,已是客户
韩梅梅,广州远航物流,13700002222,不知道,
王晓明,華江科技（北京）,+86 13812345678,展会,同一个电话
`;

test("a list of leads in GB18030 comes in, and who is known already is caught", async () => {
  const job = await imports.upload(boss, "lead", iconv.encode(LIST, "gb18030"), "线索.csv");
  assert.deepEqual(
    job.payload.mapping.columns.map(({ path }) => path),
    ["name", "company", "mobile", "source", "remark"],
  );
  const checked = await imports.run(boss, job.id, true);
  assert.deepEqual(checked.result!.unresolved, [{ column: 3, path: "source", value: "不知道", count: 1 }]);

  const { mapping } = checked;
  const columns = mapping.columns.map((column) =>
    column.path === "source" ? { ...column, values: { 不知道: { as: "other" } } } : column,
  );
  await imports.map(boss, job, { ...mapping, columns });
  const done = await imports.run(boss, job.id);
  assert.deepEqual([done.result!.created, done.result!.skipped, done.result!.failed], [2, 2, 0]);
  assert.deepEqual(
    done.result!.problems.map(({ row, code, value }) => [row, code, value]),
    [
      [4, "import.duplicate", "上海鼎盛贸易有限公司"],
      [6, "import.duplicate", "王小明"],
    ],
  );
  const leads = await company.database.query(sql`select name, source from ${company.table("lead")} order by name`);
  assert.deepEqual(leads, [
    { name: "王小明", source: "exhibition" },
    { name: "韩梅梅", source: "other" },
  ]);

  const again = await imports.importAll(boss, "lead", iconv.encode(LIST, "gb18030"), { columns });
  assert.deepEqual([again.result!.created, again.result!.skipped], [0, 4]);
});
