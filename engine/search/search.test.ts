import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { v7 } from "uuid";
import type { Ctx } from "#engine/ctx.ts";
import { defineObject, email, owner, phone, text } from "#engine/object.ts";
import { seesEverything, startBareCtx } from "#test/bare-ctx.ts";
import { tableOf } from "../model/sql.ts";
import { dropFromSearch, indexForSearch } from "./index-records.ts";
import { matchWords } from "./match-words.ts";
import { mergeNewWords } from "./merge-new-words.ts";
import { reachOf } from "./reach.ts";
import { search } from "./search.ts";

const shop = defineObject({
  name: "shop",
  plural: "shops",
  title: "name",
  area: "sales",
  fields: { name: text(), mobile: phone(), mail: email(), remark: text() },
  access: {},
  list: ["name"],
  form: { main: ["name"] },
  search: ["mobile", "mail", "remark"],
});
const person = defineObject({ ...shop, name: "person", plural: "people" });
const held = defineObject({ ...shop, name: "held", plural: "helds", fields: { ...shop.fields, owner: owner() }, list: ["name"] });

const crowd = defineObject({ ...shop, name: "crowd", plural: "crowds" });

const ctx = await startBareCtx([shop, person, held, crowd]);
// As the statistics would say of a million records.
await ctx.db.execute(sql`update pg_class set reltuples = 1e6 where oid = ${`${ctx.company.schema}.crowd`}::regclass`);
const except = (closed: Record<string, "hide" | "mask">): Ctx => ({
  ...ctx,
  access: { ...seesEverything, field: ({ name }, field) => closed[`${name}.${field}`] ?? "edit" },
});
const add = async (object: string, name: string, rest: { mobile?: string; mail?: string; remark?: string } = {}) => {
  const id = v7();
  const record = { id, version: 1, name, mobile: null, mail: null, remark: null, ...rest };
  await ctx.db.execute(sql`insert into ${tableOf(ctx.company, object)} (id, name, mobile, mail, remark)
    values (${id}, ${name}, ${record.mobile}, ${record.mail}, ${record.remark})`);
  await indexForSearch(ctx, ctx.model.objects.get(object)!, [record]);
  return id;
};
const titles = async (q: string, as: Ctx = ctx) =>
  (await search(as, q)).groups.flatMap((group) => group.hits.map((hit) => hit.title));

await add("shop", "北京华江科技有限公司", { mobile: "138 1234 5678", mail: "hello@huajiang.com" });
await add("shop", "上海臺灣積體電路");
await add("shop", "Siemens China", { remark: "工业自动化的老客户" });
await add("shop", "重庆江华机械厂");
await add("person", "曾国藩", { mobile: "+86-13900001111" });

for (const [q, expected] of [
  ["华江", ["北京华江科技有限公司"]],
  ["江", ["重庆江华机械厂", "北京华江科技有限公司"]],
  ["华江科技", ["北京华江科技有限公司"]],
  ["江华", ["重庆江华机械厂"]],
  ["科技 北京", ["北京华江科技有限公司"]],
  ["hjkj", ["北京华江科技有限公司"]],
  ["HJKJ", ["北京华江科技有限公司"]],
  ["huajiang", ["北京华江科技有限公司"]],
  ["huaji", ["重庆江华机械厂", "北京华江科技有限公司"]],
  ["beijinghuajiangkeji", ["北京华江科技有限公司"]],
  ["chongqing", ["重庆江华机械厂"]],
  ["zengguofan", ["曾国藩"]],
  ["5678", ["北京华江科技有限公司"]],
  ["1234567", ["北京华江科技有限公司"]],
  ["13900001111", ["曾国藩"]],
  ["台湾积体", ["上海臺灣積體電路"]],
  ["臺灣", ["上海臺灣積體電路"]],
  ["siem", ["Siemens China"]],
  ["mens", ["Siemens China"]],
  ["simens", ["Siemens China"]],
  ["seimens", ["Siemens China"]],
  ["自动化", ["Siemens China"]],
  ["华江 不在", []],
  ["'); drop table", []],
  ["%", []],
] as const) {
  test(`"${q}" finds ${expected.join(", ") || "nothing"}`, async () => assert.deepEqual(await titles(q), expected));
}

test("numbers that end with the digits come before those that hold them", async () => {
  for (let i = 0; i < 4; i++) await add("person", `中间${i}`, { mobile: `139142583${i}0` });
  for (let i = 0; i < 2; i++) await add("person", `末尾${i}`, { mobile: `1390000${i}000, 139000${i}2583` });
  assert.deepEqual(await titles("2583"), ["末尾1", "末尾0", "中间3", "中间2", "中间1"]);

  for (let i = 2; i < 7; i++) await add("person", `末尾${i}`, { mobile: `139000${i}2583` });
  assert.deepEqual(await titles("2583"), ["末尾6", "末尾5", "末尾4", "末尾3", "末尾2"]);
  assert.deepEqual(await titles("62583"), ["末尾6"]);
});

test("among many records numbers that hold the digits inside come behind those that end with them, and before what else holds them", async () => {
  for (let i = 0; i < 3; i++) await add("crowd", `里面${i}`, { mobile: `13971462${i}0` });
  await add("crowd", "备注", { remark: "门牌 7146" });
  await add("crowd", "两个", { mobile: "13900007146, 13971460000" });
  const found = await titles("7146");
  assert.deepEqual([found[0], found.slice(1, 4).sort(), found[4]], ["两个", ["里面0", "里面1", "里面2"], "备注"]);

  for (let i = 0; i < 4; i++) await add("crowd", `末尾${i}`, { mobile: `139000${i}7146` });
  assert.deepEqual(await titles("7146"), ["末尾3", "末尾2", "末尾1", "末尾0", "两个"]);
  assert.deepEqual(await titles("37146"), ["末尾3"]);
  assert.deepEqual(await titles("1462"), ["里面2", "里面1", "里面0"].sort());
});

test("new words are found before and after they are put into the index", async () => {
  await add("shop", "刚刚写下");
  assert.deepEqual(await titles("刚刚写下"), ["刚刚写下"]);
  await mergeNewWords(ctx.engine.database, ctx.company);
  const index = `${ctx.company.schema}.search_doc_grams_shop`;
  const [waiting] = await ctx.db.query(sql`select gin_clean_pending_list(${index}::regclass) as pages`);
  assert.deepEqual(waiting, { pages: 0 });
  assert.deepEqual(await titles("刚刚写下"), ["刚刚写下"]);
});

test("what matched beside the title is shown", async () => {
  const [group] = (await search(ctx, "5678")).groups;
  assert.equal(group!.hits[0]!.matched, "138 1234 5678");
});

test("a record the actor may not see is not found, in whichever way it is looked for", async () => {
  const blind: Ctx = {
    ...ctx,
    access: {
      ...seesEverything,
      predicate: (object) =>
        object.name === "shop"
          ? { kind: "branches", share: 0.5, branches: [{ name: "own", isPlain: true, where: sql`r.name like '重庆%'` }] }
          : { kind: "none" },
    },
  };
  assert.deepEqual(await titles("江", blind), ["重庆江华机械厂"]);
  assert.deepEqual(await titles("曾国藩", blind), []);
  assert.deepEqual(await titles("simens", blind), []);
});

test("a masked phone cannot be found out by searching for it", async () => {
  const masked: Ctx = { ...ctx, access: { ...seesEverything, field: (_, field) => (field === "mobile" ? "mask" : "edit") } };
  assert.deepEqual(await titles("5678", masked), []);
  assert.deepEqual(await titles("hjkj", masked), ["北京华江科技有限公司"]);
});

test("a title that is hidden or masked cannot be found out by searching: by its words, sound, initials or with a slip", async () => {
  const shops = ctx.model.objects.get("shop")!;
  for (const right of ["hide", "mask"] as const) {
    const closed = except({ "shop.name": right });
    for (const q of ["华江", "huajiang", "hjkj", "simens", "5678"])
      assert.deepEqual(await titles(q, closed), [], `${right} ${q}`);
    assert.deepEqual(await titles("曾国藩", closed), ["曾国藩"]);
    const words = matchWords(ctx.company, shops, "华江", "t", reachOf(closed, shops));
    assert.deepEqual(await ctx.db.query(sql`select t.id from ${tableOf(ctx.company, "shop")} t where ${words}`), []);
  }
});

test("who holds a record is told only to those who may know", async () => {
  const userId = v7();
  await ctx.db.execute(sql`insert into ${tableOf(ctx.company, "user")} (id, name) values (${userId}, '王芳')`);
  const id = await add("held", "深圳名下客户");
  await ctx.db.execute(sql`update ${tableOf(ctx.company, "held")} set owner_id = ${userId} where id = ${id}`);
  const subtitle = async (as: Ctx) => (await search(as, "名下客户")).groups[0]!.hits[0]!.subtitle;

  assert.equal(await subtitle(ctx), "王芳");
  for (const right of ["hide", "mask"] as const) {
    assert.equal(await subtitle(except({ "held.owner": right })), "");
    assert.equal(await subtitle(except({ "user.name": right })), "");
  }
});

test("a changed record is found by its new words only, a dropped one not at all", async () => {
  const object = ctx.model.objects.get("shop")!;
  const id = await add("shop", "广州旧名");
  await indexForSearch(ctx, object, [{ id, version: 2, name: "广州新名" }]);
  const found = async (words: string) =>
    await ctx.db.query(
      sql`select s1.id from ${tableOf(ctx.company, "shop")} s1 where ${matchWords(ctx.company, object, words, "s1")}`,
    );
  assert.deepEqual(await found("新名"), [{ id }]);
  assert.deepEqual(await found("旧名"), []);
  await dropFromSearch(ctx, object, [id]);
  assert.deepEqual(await found("新名"), []);
});
