import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { v7 } from "uuid";
import type { Ctx } from "#engine/ctx.ts";
import { startBareCompany } from "#test/bare-company.ts";
import { aggregateRecords } from "../records/aggregate.ts";
import { canOf, rightsOn } from "../records/can.ts";
import { countRecords } from "../records/count.ts";
import { findRecords, listRecords } from "../records/list.ts";
import { readVisible } from "../records/read-visible.ts";
import { explain } from "./explain.ts";

const { insert, as, model, database, clock } = await startBareCompany();
const gadget = model.objects.get("gadget")!;
const widget = model.objects.get("widget")!;

// 总部 > 华东 > 上海; 总部 > 华南
const [hq, east, shanghai, south] = (await insert("department", [{ name: "总部" }])).concat(
  await insert("department", [{ name: "华东" }, { name: "上海" }, { name: "华南" }]),
) as [string, string, string, string];
await database.execute(sql`update "c_toys"."department" set parent_id = ${hq}::uuid where id in (${east}::uuid, ${south}::uuid)`);
await database.execute(sql`update "c_toys"."department" set parent_id = ${east}::uuid where id = ${shanghai}::uuid`);

const scopes = ["own", "reports", "department", "departmentTree", "chosen", "company"] as const;
const roles = Object.fromEntries(
  await Promise.all(
    scopes.map(async (scope) => {
      const permissions = { gadget: { create: scope, read: scope, update: "own", chosen: [south] }, user: { read: "company" } };
      const [id] = await insert("role", [{ name: scope, code: scope, permissions }]);
      return [scope, id!] as const;
    }),
  ),
) as Record<(typeof scopes)[number], string>;

async function person(name: string, departmentId: string, roleIds: string[], more: Record<string, unknown> = {}) {
  const [id] = await insert("user", [{ name, login: `${name}${v7()}`, departmentId, rolesIds: roleIds, ...more }]);
  return id!;
}

const head = await person("王总", hq, []);
const eastHead = await person("李经理", east, [], { managerId: head });
const eastRep = await person("张三", east, [], { managerId: eastHead });
const shanghaiRep = await person("赵六", shanghai, [], { managerId: eastRep });
const southRep = await person("陈七", south, [], { managerId: head });
const owners = { head, eastHead, eastRep, shanghaiRep, southRep };

for (const [name, ownerId] of Object.entries(owners)) await insert("gadget", [{ name, ownerId }]);
await insert("gadget", [
  { name: "ownerless east", ownerDepartmentId: east },
  { name: "ownerless south", ownerDepartmentId: south },
  { name: "nobody's" },
  { name: "deleted", ownerId: eastRep, deletedAt: "2026-03-01T00:00:00Z" },
]);

/** The names one may see, asked in every way there is; they must agree. */
async function seen(ctx: Ctx): Promise<string[]> {
  const listed = (await listRecords(ctx, gadget, { sort: "name", limit: 200 })).items.map((item) => item.name as string).sort();
  const everything = await findRecords(await as({ rights: { gadget: ["read"] } }), gadget, {});
  const one = await readVisible(
    ctx,
    gadget,
    everything.map(({ id }) => id),
  );
  const sum = await aggregateRecords(ctx, gadget, { measures: { count: { fn: "count" } } });
  assert.deepEqual(one.map(({ name }) => name as string).sort(), listed, "get and list agree");
  assert.deepEqual(await countRecords(ctx, gadget, {}), { count: listed.length, exact: true }, "count and list agree");
  assert.equal(sum.rows[0]!.measures.count, listed.length, "aggregate and list agree");
  return listed;
}

async function seenBy(
  scope: (typeof scopes)[number],
  departmentId: string,
  more: Record<string, unknown> = {},
): Promise<string[]> {
  const actor = await person(`有${scope}`, departmentId, [roles[scope]], more);
  await insert("gadget", [{ name: "mine", ownerId: actor }]);
  const names = await seen(await as(actor));
  await database.execute(sql`update "c_toys"."gadget" set deleted_at = now() where owner_id = ${actor}::uuid`);
  await database.execute(
    sql`update "c_toys"."user" set department_id = null, manager_id = null, version = version + 1 where id = ${actor}::uuid`,
  );
  return names;
}

test("own shows what one owns", async () => {
  assert.deepEqual(await seenBy("own", east), ["mine"]);
});

test("department shows colleagues' records and ownerless ones of the department, not those below", async () => {
  assert.deepEqual(await seenBy("department", east), ["eastHead", "eastRep", "mine", "ownerless east"]);
});

test("departmentTree also shows the departments below", async () => {
  assert.deepEqual(await seenBy("departmentTree", east), ["eastHead", "eastRep", "mine", "ownerless east", "shanghaiRep"]);
  assert.deepEqual(await seenBy("departmentTree", hq), [
    ...["eastHead", "eastRep", "head", "mine", "ownerless east", "ownerless south", "shanghaiRep", "southRep"],
  ]);
});

test("chosen shows the departments the role names, and one's own", async () => {
  assert.deepEqual(await seenBy("chosen", east), ["mine", "ownerless south", "southRep"]);
});

test("company shows everything", async () => {
  assert.equal((await seenBy("company", east)).length, 9);
});

test("reports shows what everybody below in the reporting line owns, whatever the department", async () => {
  const boss = await person("领导", south, [roles.reports]);
  await database.execute(
    sql`update "c_toys"."user" set manager_id = ${boss}::uuid, version = version + 1 where id = ${eastRep}::uuid`,
  );
  assert.deepEqual(await seen(await as(boss)), ["eastRep", "shanghaiRep"]);
  await database.execute(
    sql`update "c_toys"."user" set manager_id = ${eastHead}::uuid, version = version + 1 where id = ${eastRep}::uuid`,
  );
});

test("several roles unite, and so do several departments", async () => {
  const actor = await person("两个角色", east, [roles.chosen, roles.department], { otherDepartmentsIds: [shanghai] });
  assert.deepEqual(await seen(await as(actor)), [
    "eastHead",
    "eastRep",
    "ownerless east",
    "ownerless south",
    "shanghaiRep",
    "southRep",
  ]);
});

test("moving a person moves what his colleagues see, without touching a row", async () => {
  const colleague = await person("同事", south, [roles.department]);
  assert.deepEqual(await seen(await as(colleague)), ["ownerless south", "southRep"]);
  await database.execute(
    sql`update "c_toys"."user" set department_id = ${east}::uuid, version = version + 1 where id = ${colleague}::uuid`,
  );
  assert.deepEqual(await seen(await as(colleague)), ["eastHead", "eastRep", "ownerless east"]);
});

test("without a role, or disabled, one sees nothing", async () => {
  const nobody = await person("没有角色", east, []);
  const gone = await person("离职", east, [roles.company], { disabledAt: "2026-01-01T00:00:00Z" });
  assert.deepEqual(await seen(await as(nobody)), []);
  assert.deepEqual(await seen(await as(gone)), []);
});

test("team and share open single records until they expire", async () => {
  const helper = await person("协作", south, [roles.own]);
  const [id] = await insert("gadget", [{ name: "shared", ownerId: eastRep }]);
  const [other] = await insert("gadget", [{ name: "with department", ownerId: eastRep }]);
  await database.execute(sql`insert into "c_toys"."team_member" (object, record_id, user_id, level, expires_at)
    values ('gadget', ${id}::uuid, ${helper}::uuid, 'update', '2026-03-10T00:00:00Z')`);
  await database.execute(sql`insert into "c_toys"."record_share" (object, record_id, principal_kind, principal_id, level)
    values ('gadget', ${other}::uuid, 'department', ${hq}::uuid, 'read')`);
  const ctx = await as(helper);
  assert.deepEqual(await seen(ctx), ["shared", "with department"]);
  const rights = await rightsOn(ctx, gadget, ["update", "delete"], [id!, other!]);
  assert.deepEqual(
    [id, other].map((each) => rights.get("update")!(each!)),
    [true, false],
  );
  assert.equal(rights.get("delete")!(id!), false);

  clock.set("2026-03-11T00:00:00Z");
  assert.deepEqual(await seen(await as(helper)), ["with department"]);
  clock.set("2026-03-04T01:00:00Z");
  await database.execute(sql`delete from "c_toys"."record_share"`);
  await database.execute(sql`update "c_toys"."gadget" set deleted_at = now() where id in (${id}::uuid, ${other}::uuid)`);
});

test("a child is seen through its parent, and a remark through what it is about", async () => {
  const [permissions] = [{ gadget: { read: "own" }, widget: { read: "own", update: "own" } }];
  const [roleId] = await insert("role", [{ name: "穿透", code: "through", permissions }]);
  const rep = await person("客户负责人", east, [roleId!]);
  const [mine] = await insert("gadget", [{ name: "my gadget", ownerId: rep }]);
  const [theirs] = await insert("gadget", [{ name: "their gadget", ownerId: southRep }]);
  const [inside, outside] = await insert("widget", [
    { name: "inside", gadgetId: mine, ownerId: southRep, recordType: "standard", stage: "draft" },
    { name: "outside", gadgetId: theirs, ownerId: southRep, recordType: "standard", stage: "draft" },
  ]);
  await insert("comment", [
    { body: "seen", aboutObject: "widget", aboutId: inside, createdById: southRep },
    { body: "unseen", aboutObject: "widget", aboutId: outside, createdById: southRep },
    { body: "mine", aboutObject: "gadget", aboutId: mine, createdById: rep },
  ]);
  const ctx = await as(rep);
  const comment = model.objects.get("comment")!;

  assert.deepEqual(
    (await listRecords(ctx, widget, {})).items.map(({ name }) => name),
    ["inside"],
  );
  assert.deepEqual(
    (await listRecords(ctx, comment, { sort: "id" })).items.map(({ body }) => body),
    ["seen", "mine"],
  );
  const found = await findRecords(ctx, comment, {});
  const rights = await rightsOn(
    ctx,
    comment,
    ["update"],
    found.map(({ id }) => id),
  );
  assert.deepEqual(
    found.filter(({ id }) => rights.get("update")!(id)).map(({ body }) => body),
    ["mine"],
  );

  const record = (await findRecords(ctx, widget, {}))[0]!;
  assert.deepEqual(await canOf(ctx, widget, record), {}, "read through the parent gives no right to change");
  assert.deepEqual(await explain(ctx, rep, widget, inside!), { read: ["through:gadget"], update: [], delete: [] });
  assert.deepEqual(await explain(ctx, rep, gadget, mine!), { read: ["own"], update: [], delete: [] });
  await database.execute(sql`update "c_toys"."gadget" set deleted_at = now() where id in (${mine}::uuid, ${theirs}::uuid)`);
});

test("an action says true, why not, or nothing at all", async () => {
  const permissions = { widget: { read: "company", update: "own" }, gadget: { read: "company" } };
  const [roleId] = await insert("role", [{ name: "推进", code: "advancing", permissions }]);
  const rep = await person("推进者", east, [roleId!]);
  const [ready, blocked, foreign] = await insert("widget", [
    { name: "ready", ownerId: rep, recordType: "standard", stage: "draft", amount: "5", amountBase: "5" },
    { name: "blocked", ownerId: rep, recordType: "standard", stage: "draft" },
    { name: "foreign", ownerId: southRep, recordType: "standard", stage: "draft", amount: "5", amountBase: "5" },
  ]);
  const page = await listRecords(await as(rep), widget, {
    can: true,
    filter: { field: "id", op: "in", value: [ready, blocked, foreign] },
  });
  const can = Object.fromEntries(page.items.map((item) => [item.name, item.can]));
  assert.deepEqual(can, {
    ready: { update: true, advance: true },
    blocked: { update: true, advance: "widget.amount_missing" },
    foreign: {},
  });
});

test("hidden fields are not there, masked ones are masked, and neither can be asked for", async () => {
  const permissions = { widget: { read: "company" } };
  const fieldRules = { widget: { phone: "mask", email: "hide", amount: "mask" } };
  const [roleId] = await insert("role", [{ name: "遮盖", code: "masked", permissions, fieldRules }]);
  const viewer = await person("旁观", east, [roleId!]);
  await insert("widget", [
    { name: "遮", recordType: "standard", stage: "draft", phone: "13812348000", email: "a@b.cn", amount: "5", amountBase: "5" },
  ]);
  const ctx = await as(viewer);
  const [item] = (await listRecords(ctx, widget, { filter: { field: "name", op: "eq", value: "遮" } })).items;
  assert.equal(item!.phone, "138****8000");
  assert.equal("email" in item!, false);
  assert.equal(item!.amount, "****");
  for (const field of ["phone", "email", "amount"]) {
    await assert.rejects(listRecords(ctx, widget, { filter: { field, op: "isEmpty" } }), { code: "filter.unknown_field" });
    await assert.rejects(listRecords(ctx, widget, { sort: field }), { code: "filter.unknown_field" });
    await assert.rejects(aggregateRecords(ctx, widget, { groupBy: [field], measures: { n: { fn: "count" } } }), {
      code: "filter.unknown_field",
    });
  }
});

test("a reference shows its title only to those who may see it, unless the relation says so", async () => {
  const permissions = { widget: { read: "company" }, gadget: { read: "own" } };
  const [roleId] = await insert("role", [{ name: "引用", code: "referring", permissions }]);
  const viewer = await person("引用者", east, [roleId!]);
  const [hidden] = await insert("gadget", [{ name: "看不见的", ownerId: southRep }]);
  await insert("widget", [
    {
      name: "指向",
      recordType: "standard",
      stage: "draft",
      gadgetId: hidden,
      fitsIds: [hidden!],
      aboutObject: "gadget",
      aboutId: hidden,
    },
  ]);
  const ctx = await as(viewer);
  const [item] = (await listRecords(ctx, widget, { filter: { field: "name", op: "eq", value: "指向" }, expand: ["gadget"] }))
    .items;
  assert.deepEqual(item!.gadget, { id: hidden, title: "看不见的", object: "gadget" });
  assert.deepEqual(item!.fits, [{ id: hidden, title: null, object: "gadget", hidden: true }]);
  assert.deepEqual(item!.about, { id: hidden, title: null, object: "gadget", hidden: true });
  const byPath = await listRecords(ctx, widget, { filter: { field: "gadget.name", op: "eq", value: "看不见的" } });
  assert.deepEqual(byPath.items, [], "what one cannot see cannot be guessed by filtering on it");
});
