import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { v7 } from "uuid";
import type { Ctx } from "#engine/ctx.ts";
import { defineObject, owner, phone, text } from "#engine/object.ts";
import { seesEverything, startBareCtx } from "#test/bare-ctx.ts";
import { tableOf } from "../model/sql.ts";
import { dropDuplicateKeys, writeDuplicateKeys } from "./duplicate-keys.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { keepSameKeys } from "./keep-same-keys.ts";

const shop = defineObject({
  name: "shop",
  plural: "shops",
  title: "name",
  area: "sales",
  fields: { name: text(), mobile: phone(), owner: owner() },
  access: {},
  list: ["name"],
  form: { main: ["name"] },
  duplicates: [
    { name: "sameName", fields: ["name"], as: "company", kind: "company", onSave: "block" },
    { name: "samePhone", fields: ["mobile"], as: "phone", kind: "phone", onSave: "warn" },
  ],
});
const enquiry = defineObject({
  ...shop,
  name: "enquiry",
  plural: "enquiries",
  fields: { company: text(), mobile: phone() },
  title: "company",
  duplicates: [
    { name: "sameCompany", fields: ["company"], as: "company", kind: "company", onSave: "warn" },
    { name: "samePhone", fields: ["mobile"], as: "phone", kind: "phone", onSave: "warn" },
  ],
});

const ctx = await startBareCtx([shop, enquiry]);
const shops = ctx.model.objects.get("shop")!;
const enquiries = ctx.model.objects.get("enquiry")!;
const userId = v7();
await ctx.db.execute(sql`insert into ${tableOf(ctx.company, "user")} (id, name) values (${userId}, '李雷')`);

async function addShop(name: string, mobile: string | null, ownerId: string | null = null): Promise<string> {
  const id = v7();
  await ctx.db.execute(
    sql`insert into ${tableOf(ctx.company, "shop")} (id, name, mobile, owner_id) values (${id}, ${name}, ${mobile}, ${ownerId})`,
  );
  await writeDuplicateKeys(ctx, shops, [{ id, version: 1, name, mobile }]);
  return id;
}

test("a name that is its own short form is the same, in whatever order the database meets its keys", async () => {
  const names = Array.from({ length: 30 }, (_, i) => `短名${i}甲贸易`);
  for (const name of names) await addShop(`${name}有限公司`, null);

  const found = await findDuplicates(
    ctx,
    enquiries,
    names.map((company) => ({ company })),
  );

  assert.deepEqual(
    found.map(([hit]) => hit?.level),
    names.map(() => "same"),
  );
  const longer = await findDuplicates(
    ctx,
    enquiries,
    names.map((name) => ({ company: `上海${name}有限公司` })),
  );
  assert.deepEqual(
    longer.map(([hit]) => hit?.level),
    names.map(() => "similar"),
  );
});

test("keys that earlier versions left as similar only become the same", async () => {
  const id = await addShop("旧录贸易有限公司", null);
  const other = await addShop("广州旧录科技有限公司", null);
  const levels = async () => {
    const found = await findDuplicates(ctx, enquiries, [{ company: "旧录贸易" }, { company: "旧录科技" }]);
    return found.map((hits) => hits.map((hit) => [hit.id, hit.level]));
  };
  const right = await levels();
  await ctx.db.execute(sql`update ${tableOf(ctx.company, "duplicate_key")} set kind = 'company~' where record_id = ${id}`);
  assert.notDeepEqual(await levels(), right);

  await keepSameKeys.run(ctx);

  assert.deepEqual(await levels(), right);
  assert.deepEqual(right, [[[id, "same"]], [[other, "similar"]]]);
});

test("a lead is compared with customers by company and phone, written in any way", async () => {
  const id = await addShop("北京华江科技有限公司", "138-1234-5678", userId);
  const find = async (company: string, mobile?: string) => (await findDuplicates(ctx, enquiries, [{ company, mobile }]))[0];
  const card = { object: "shop", id, title: "北京华江科技有限公司", owner: "李雷", department: null, inPool: false };
  assert.deepEqual(await find("北京华江科技（集团）"), [{ ...card, rule: "sameCompany", level: "same" }]);
  assert.deepEqual(await find("别的", "+86 13812345678"), [{ ...card, rule: "samePhone", level: "same" }]);
  assert.equal((await find("北京华江科技", "13812345678"))!.length, 1);
  assert.deepEqual(await find("华江科技"), [{ ...card, rule: "sameCompany", level: "similar" }]);
  assert.deepEqual(await find("毫不相干", "13800000000"), []);
});

test("who may not open the record learns its name and whom to ask, not its id", async () => {
  await addShop("上海鼎盛贸易", null);
  const blind: Ctx = { ...ctx, access: { ...seesEverything, predicate: () => ({ kind: "none" }) } };
  const [hits] = await findDuplicates(blind, enquiries, [{ company: "上海鼎盛贸易公司" }]);
  assert.deepEqual(hits, [
    {
      object: "shop",
      id: null,
      title: "上海鼎盛贸易",
      owner: null,
      department: null,
      inPool: true,
      rule: "sameCompany",
      level: "same",
    },
  ]);
});

test("a record is no duplicate of itself, and a deleted one of nobody", async () => {
  const id = await addShop("广州远航物流", null);
  assert.deepEqual(await findDuplicates(ctx, shops, [{ id, name: "广州远航物流" }]), [[]]);
  assert.equal((await findDuplicates(ctx, shops, [{ name: "广州远航物流" }]))[0]!.length, 1);
  await dropDuplicateKeys(ctx, shops, [id]);
  assert.deepEqual(await findDuplicates(ctx, shops, [{ name: "广州远航物流" }]), [[]]);
});

test("a changed name leaves its old key", async () => {
  const id = await addShop("深圳旧名电子", null);
  await writeDuplicateKeys(ctx, shops, [{ id, version: 2, name: "深圳新名电子" }]);
  const [old, present] = await findDuplicates(ctx, shops, [{ name: "深圳旧名电子" }, { name: "深圳新名电子" }]);
  assert.deepEqual([old!.length, present!.length], [0, 1]);
});

test("of two lines of one file the later is the duplicate", async () => {
  const [first, second] = await findDuplicates(ctx, shops, [
    { id: v7(), name: "天津海河机械" },
    { id: v7(), name: "天津海河机械有限公司" },
  ]);
  assert.deepEqual([first!.length, second![0]!.title, second![0]!.level], [0, "天津海河机械", "same"]);
});

test("of people who save one blocking key at once, each sees those before him", async () => {
  const database = ctx.engine.database;
  const save = (n: number) =>
    database.transaction(async (tx) => {
      const mine = { ...ctx, db: tx };
      const id = v7();
      const [hits] = await findDuplicates(mine, shops, [{ id, name: "成都锦江食品" }], { saving: true });
      if (hits!.some((hit) => hit.level === "same")) return false;
      await tx.execute(sql`insert into ${tableOf(ctx.company, "shop")} (id, name) values (${id}, ${`成都锦江食品 ${n}`})`);
      await writeDuplicateKeys(mine, shops, [{ id, version: 1, name: "成都锦江食品" }]);
      return true;
    });
  const saved = await Promise.all(Array.from({ length: 8 }, (_, n) => save(n)));
  assert.equal(saved.filter(Boolean).length, 1);
});
