import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import sql from "sql-template-tag";
import { v7 } from "uuid";
import type { Filter, Operator } from "#engine/object.ts";
import { startBareCompany } from "#test/bare-company.ts";
import { leaf, treesOf } from "#test/filter-trees.ts";
import { indexForSearch } from "../search/index-records.ts";
import { findRecords, listRecords } from "./list.ts";
import { pageSql, type Way } from "./page.ts";
import { questionOf } from "./question.ts";
import { askedFields, readColumns } from "./read-columns.ts";
import { sortOrder } from "./sort-order.ts";

const { insert, as, model, database } = await startBareCompany();
const widget = model.objects.get("widget")!;

const [me, other] = (await insert("user", [
  { name: "我", login: "me" },
  { name: "他", login: "other" },
])) as [string, string];
const allRights = { widget: { read: "company" }, gadget: { read: "company" } };
const [roleId] = await insert("role", [{ name: "全部", code: "all", permissions: allRights }]);
const [actor] = (await insert("user", [{ name: "看的人", login: "actor", rolesIds: [roleId!] }])) as [string];
const ctx = await as(actor);

const gadgets = [
  { id: v7(), name: "甲", kind: "hand", rank: 1, ownerId: me },
  { id: v7(), name: "乙", kind: null, rank: null, ownerId: actor },
  { id: v7(), name: "A%_\\", kind: "power", rank: 5, ownerId: null },
];
await insert("gadget", gadgets);

type Toy = Record<string, any> & { id: string };
const pick = <T>(values: readonly T[], i: number): T => values[i % values.length]!;
const NAMES = ["华江科技", "华江", "Gtx Pro", "gtx", "100%", "a_b", "a\\b", "重庆", "阿里", "曾国"];
const DATES = ["2026-03-04", "2026-03-02", "2026-03-09", "2026-02-28", "2025-12-31", null];
const TIMES = [
  "2026-03-03T16:00:00.000Z",
  "2026-03-03T15:59:59.999Z",
  "2026-03-04T01:00:00.000Z",
  "2026-01-01T00:00:00.000Z",
  null,
];

const toys: Toy[] = Array.from({ length: 60 }, (_, i) => ({
  id: v7(),
  name: pick(NAMES, i),
  recordType: "standard",
  stage: pick(["draft", "tested", "shipped"], i),
  colour: pick(["red", null, "green"], i * 7 + 1),
  quantity: pick([0, 5, null, -3, 12], i * 3),
  amountBase: pick(["12.3000", null, "-1.0000", "100.0000"], i * 5),
  dueDate: pick(DATES, i * 5 + 2),
  seenAt: pick(TIMES, i * 3 + 1),
  active: pick([true, false, null], i * 2),
  sizes: pick([["small"], ["small", "large"], null, ["medium"], []], i * 3),
  gadgetId: pick([...gadgets.map(({ id }) => id), null], i * 3),
  spareId: null,
  fitsIds: pick([[], [gadgets[0]!.id], [gadgets[0]!.id, gadgets[1]!.id]], i),
  ownerId: pick([me, other, actor, null], i * 3 + 1),
}));
for (let i = 20; i < 60; i++) toys[i]!.spareId = toys[(i * 7) % 20]!.id;
await insert(
  "widget",
  toys.map(({ fitsIds, ...toy }) => ({ ...toy, fitsIds })),
);

// Text inside names is looked up by the search table first, as it is after every write.
await indexForSearch(ctx, widget, await findRecords(ctx, widget, {}));

await database.pool.query("analyze");

/** What a filter means, in the plainest words there are: the SQL must say the same. */
function holds(filter: Filter, toy: Toy, of: "widget" | "gadget" = "widget"): boolean {
  if ("and" in filter) return filter.and.every((part) => holds(part, toy, of));
  if ("or" in filter) return filter.or.some((part) => holds(part, toy, of));
  if ("not" in filter) return !holds(filter.not, toy, of);
  if ("some" in filter) return childrenOf(toy, of).some((child) => filter.where === undefined || holds(filter.where, child));
  if ("none" in filter) return !childrenOf(toy, of).some((child) => filter.where === undefined || holds(filter.where, child));
  const [head, ...rest] = filter.field.split(".") as [string, ...string[]];
  if (rest.length > 0) {
    const inner = { ...filter, field: rest.join(".") };
    if (head === "fits") return gadgets.some((each) => toy.fitsIds.includes(each.id) && holds(inner, each, "gadget"));
    if (head === "gadget") return gadgets.some((each) => each.id === toy.gadgetId && holds(inner, each, "gadget"));
    return toys.some((each) => each.id === toy.spareId && holds(inner, each));
  }
  return compares(filter.op, cellOf(toy, head), filter.value, head);
}

function childrenOf(toy: Toy, of: "widget" | "gadget"): Toy[] {
  return toys.filter((each) => (of === "widget" ? each.spareId : each.gadgetId) === toy.id);
}

function cellOf(toy: Toy, name: string): unknown {
  if (name === "amount") return toy.amountBase === null ? null : Number(toy.amountBase);
  if (name === "fits") return toy.fitsIds;
  return toy[["gadget", "owner", "spare"].includes(name) ? `${name}Id` : name] ?? null;
}

const DAY = 86_400_000;

function compares(op: Operator, value: any, asked: any, field: string): boolean {
  if (op === "isEmpty") return value === null || (Array.isArray(value) && value.length === 0);
  if (op === "isNotEmpty") return !compares("isEmpty", value, asked, field);
  if (field === "seenAt") return comparesTime(op, value, asked);
  const wanted = [asked].flat().map((each) => (each?.me ? actor : each?.ago ? "2026-03-02" : each));
  switch (op) {
    case "hasAny":
      return wanted.some((each) => (value ?? []).includes(each));
    case "hasAll":
      return value !== null && wanted.every((each) => value.includes(each));
    case "ne":
      return value !== wanted[0];
    case "notIn":
      return !wanted.includes(value);
    case "within":
      return value !== null && asked === "thisWeek" && value >= "2026-03-02" && value <= "2026-03-08";
  }
  if (value === null) return false;
  switch (op) {
    case "eq":
    case "in":
      return wanted.includes(value);
    case "lt":
      return value < wanted[0];
    case "lte":
      return value <= wanted[0];
    case "gt":
      return value > wanted[0];
    case "gte":
      return value >= wanted[0];
    case "between":
      return (wanted[0] === null || value >= wanted[0]) && (wanted[1] === null || value <= wanted[1]);
    case "contains":
      return value.toLowerCase().includes(wanted[0].toLowerCase());
    case "startsWith":
      return value.toLowerCase().startsWith(wanted[0].toLowerCase());
    default:
      throw new Error(op);
  }
}

/** A day in Shanghai begins at 16:00 UTC of the day before. */
function comparesTime(op: Operator, value: string | null, asked: any): boolean {
  if (op === "ne") return !comparesTime("eq", value, asked);
  if (value === null) return false;
  const at = Date.parse(value);
  const range = (when: any): [number, number] => {
    if (when.ago) return [Date.parse("2026-03-02T01:00:00Z"), Date.parse("2026-03-02T01:00:00Z") + 1];
    const start = Date.parse(when.length === 10 ? `${when}T00:00:00+08:00` : when);
    return [start, start + (when.length === 10 ? DAY : 1)];
  };
  if (op === "within") return at >= range("2026-03-04")[0] && at < range("2026-03-04")[1];
  if (op === "between") return (asked[0] === null || at >= range(asked[0])[0]) && (asked[1] === null || at < range(asked[1])[1]);
  const [start, end] = range(asked);
  if (op === "eq") return at >= start && at < end;
  if (op === "lt") return at < start;
  if (op === "gte") return at >= start;
  return op === "lte" ? at < end : at >= end;
}

const orderedOps = ["eq", "ne", "lt", "lte", "gt", "gte"] as const;
const emptiness = (field: string) => leaf(field, ["isEmpty", "isNotEmpty"], fc.constant(undefined));
const texts = fc.constantFrom(...NAMES, "江", "a", "%", "_", "\\", "GTX");
const numbers = fc.constantFrom(0, 5, -3, 12, 7);
const decimals = fc.constantFrom(12.3, -1, 100, 0);
const days = fc.constantFrom(...DATES.filter((each) => each !== null), { ago: "2d" });
const times = fc.constantFrom(...TIMES.filter((each) => each !== null), "2026-03-04", { ago: "2d" });
const people = fc.constantFrom(me, other, { me: true });
const ids = fc.constantFrom(...gadgets.map(({ id }) => id));
const few = <T>(each: fc.Arbitrary<T>) => fc.array(each, { maxLength: 3 });
const ends = <T>(each: fc.Arbitrary<T>) =>
  fc.oneof(fc.tuple(each, each), fc.tuple(each, fc.constant(null)), fc.tuple(fc.constant(null), each));

const gadgetLeaf = (path: string) => [
  leaf(`${path}.kind`, ["eq", "ne"], fc.constantFrom("hand", "power")),
  leaf(`${path}.rank`, orderedOps, fc.constantFrom(1, 3, 5)),
  leaf(`${path}.name`, ["eq", "contains", "startsWith"], fc.constantFrom("甲", "A%", "%", "_")),
  leaf(`${path}.owner`, ["eq", "ne"], people),
  emptiness(`${path}.rank`),
];
const leaves = fc.oneof(
  leaf("name", ["eq", "ne", "contains", "startsWith"], texts),
  leaf("name", ["in", "notIn"], few(texts)),
  leaf("stage", ["eq", "ne"], fc.constantFrom("draft", "tested", "shipped")),
  leaf("colour", ["eq", "ne"], fc.constantFrom("red", "green", "gold")),
  leaf("colour", ["in", "notIn"], few(fc.constantFrom("red", "green"))),
  leaf("quantity", orderedOps, numbers),
  leaf("quantity", ["between"], ends(numbers)),
  leaf("quantity", ["in", "notIn"], few(numbers)),
  leaf("amount", orderedOps, decimals),
  leaf("amount", ["between"], ends(decimals)),
  leaf("dueDate", orderedOps, days),
  leaf("dueDate", ["between"], ends(days)),
  leaf("dueDate", ["within"], fc.constant("thisWeek")),
  leaf("seenAt", orderedOps, times),
  leaf("seenAt", ["between"], ends(times)),
  leaf("seenAt", ["within"], fc.constant("today")),
  leaf("active", ["eq", "ne"], fc.boolean()),
  leaf("sizes", ["hasAny", "hasAll"], few(fc.constantFrom("small", "medium", "large"))),
  leaf("owner", ["eq", "ne"], people),
  leaf("ownerId", ["in", "notIn"], few(people)),
  leaf("gadget", ["eq", "ne"], ids),
  leaf("fits", ["hasAny", "hasAll"], few(ids)),
  ...["colour", "quantity", "amount", "dueDate", "seenAt", "sizes", "gadget", "fits", "owner"].map(emptiness),
  ...gadgetLeaf("gadget"),
  ...gadgetLeaf("fits"),
  leaf("spare.gadget.rank", orderedOps, fc.constantFrom(1, 5)),
);
const filters = treesOf(leaves);
const relations = (inside: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.oneof(
    fc.record({ some: fc.constant("widgets"), where: inside }),
    fc.record({ none: fc.constant("widgets"), where: inside }),
  );
const related = fc.oneof(relations(filters), relations(relations(leaves)), fc.record({ not: relations(filters) }));

const namesOf = (found: readonly Toy[]) => found.map(({ id }) => id).sort();

test("every filter finds exactly the records it describes", async () => {
  const check = fc.asyncProperty(fc.oneof(filters, related), async (filter) => {
    const page = await listRecords(ctx, widget, { filter, limit: 200, fields: ["id"] });
    assert.deepEqual(namesOf(page.items as Toy[]), namesOf(toys.filter((toy) => holds(filter, toy))));
  });
  await fc.assert(check, { numRuns: 200 });
});

test("pages joined together are the whole list in order, whatever it is sorted by", async () => {
  const sorts = ["name", "quantity", "amount", "dueDate", "seenAt", "colour", "stage", "active", "createdAt", "id"];
  const check = fc.asyncProperty(
    fc.constantFrom(...sorts, ...sorts.map((name) => `-${name}`)),
    fc.integer({ min: 1, max: 17 }),
    leaves,
    async (sort, limit, filter) => {
      const whole = (await listRecords(ctx, widget, { filter, sort, limit: 200 })).items;
      const joined: Toy[] = [];
      let cursor: string | undefined;
      do {
        const page = await listRecords(ctx, widget, { filter, sort, limit, cursor });
        joined.push(...(page.items as Toy[]));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      assert.deepEqual(
        joined.map(({ id }) => id),
        whole.map(({ id }) => id),
      );
      assert.deepEqual(namesOf(joined), namesOf(toys.filter((toy) => holds(filter, toy))));
      assertOrdered(whole as Toy[], sort);
    },
  );
  await fc.assert(check, { numRuns: 100 });
});

test("walking and gathering give the same page, whatever opens the rows", async () => {
  const permissions = { widget: { read: "own" }, gadget: { read: "own" } };
  const [narrow] = await insert("role", [{ name: "自己的", code: "own", permissions }]);
  const [rep] = (await insert("user", [{ name: "业务员", login: "rep", rolesIds: [narrow!] }])) as [string];
  for (const { id } of toys.slice(0, 12)) {
    await database.execute(sql`insert into "c_toys"."team_member" (object, record_id, user_id, level)
      values ('widget', ${id}::uuid, ${rep}::uuid, 'read')`);
  }
  await database.execute(
    sql`update "c_toys"."widget" set owner_id = ${rep}::uuid where id = any(${toys.slice(8, 25).map(({ id }) => id)}::uuid[])`,
  );
  await database.execute(sql`update "c_toys"."gadget" set owner_id = ${rep}::uuid where id = ${gadgets[1]!.id}::uuid`);
  const asRep = await as(rep);
  const columns = readColumns(asRep, widget, askedFields(widget, ["name"]));

  const check = fc.asyncProperty(leaves, fc.constantFrom("name", "-quantity", "updatedAt", "-seenAt"), async (filter, sort) => {
    const order = sortOrder(widget, sort, asRep.access);
    const question = questionOf(asRep, widget, { filter });
    const read = async (way: Way, part: "keyed" | "empty") =>
      (await database.query(pageSql(asRep, question, order, columns, { part, after: null, limit: 9 }, way))).map((row) => row.id);
    assert.deepEqual(await read("whole", "keyed"), await read("ordered", "keyed"));
    if (order.mayBeEmpty) assert.deepEqual(await read("whole", "empty"), await read("ordered", "empty"));
  });
  await fc.assert(check, { numRuns: 60 });
});

const collator = new Intl.Collator("zh-u-co-pinyin");

function assertOrdered(items: readonly Toy[], sort: string): void {
  const name = sort.replace("-", "");
  const direction = sort.startsWith("-") ? -1 : 1;
  for (const [i, next] of items.entries()) {
    const before = items[i - 1];
    if (before === undefined) continue;
    const [a, b] = [plain(before[name]), plain(next[name])];
    assert.ok(a !== null || b === null, "empty values come last both ways");
    if (a === null || b === null) continue;
    const order = name === "name" ? Math.sign(collator.compare(a as string, b as string)) : a < b ? -1 : a > b ? 1 : 0;
    assert.ok(order * direction <= 0 || name === "name", `${a} before ${b}`);
    if (a === b) assert.ok(before.id < next.id === (direction === 1), "the id decides between equals, in the same direction");
  }
}

function plain(value: any): any {
  return value === null || value === undefined ? null : typeof value === "object" ? Number(value.base) : value;
}

test("names are in the order of pinyin", async () => {
  const { items } = await listRecords(ctx, widget, { sort: "name", limit: 200 });
  const names = [...new Set(items.map(({ name }) => name as string))].filter((name) => /\p{Script=Han}/u.test(name));
  assert.deepEqual(names, ["阿里", "曾国", "重庆", "华江", "华江科技"].sort(collator.compare));
});

const REFUSED: [unknown, string][] = [
  [null, "filter.malformed"],
  [[], "filter.malformed"],
  [{}, "filter.malformed"],
  [{ and: {} }, "filter.malformed"],
  [{ field: "name", op: "eq", value: "x", sql: "1" }, "filter.malformed"],
  [{ field: 1, op: "eq" }, "filter.malformed"],
  [{ field: "nothing", op: "eq", value: 1 }, "filter.unknown_field"],
  [{ field: "name.first", op: "eq", value: 1 }, "filter.unknown_field"],
  [{ field: "gadget.nothing", op: "eq", value: 1 }, "filter.unknown_field"],
  [{ field: "constructor", op: "eq", value: 1 }, "filter.unknown_field"],
  [{ some: "nothings" }, "filter.unknown_field"],
  [{ field: "name", op: "gt", value: "a" }, "filter.bad_operator"],
  [{ field: "name", op: "drop", value: "a" }, "filter.bad_operator"],
  [{ field: "settings", op: "eq", value: "a" }, "filter.bad_operator"],
  [{ field: "name", op: "eq", value: 5 }, "filter.bad_value"],
  [{ field: "name", op: "eq", value: "a\0b" }, "filter.bad_value"],
  [{ field: "name", op: "in", value: "a" }, "filter.bad_value"],
  [{ field: "stage", op: "eq", value: "unheard of" }, "filter.bad_value"],
  [{ field: "quantity", op: "eq", value: 1.5 }, "filter.bad_value"],
  [{ field: "quantity", op: "eq", value: "1; drop table widget" }, "filter.bad_value"],
  [{ field: "amount", op: "lt", value: "NaN" }, "filter.bad_value"],
  [{ field: "amount", op: "between", value: [null, null] }, "filter.bad_value"],
  [{ field: "dueDate", op: "eq", value: "2026-02-30" }, "filter.bad_value"],
  [{ field: "dueDate", op: "within", value: "someday" }, "filter.bad_value"],
  [{ field: "dueDate", op: "lt", value: { ago: "30x" } }, "filter.bad_value"],
  [{ field: "seenAt", op: "lt", value: "yesterday" }, "filter.bad_value"],
  [{ field: "owner", op: "eq", value: "me" }, "filter.bad_value"],
  [{ field: "gadget", op: "eq", value: { me: true } }, "filter.bad_value"],
  [{ field: "active", op: "eq", value: "true" }, "filter.bad_value"],
  [{ and: Array.from({ length: 300 }, () => ({ field: "active", op: "eq", value: true })) }, "filter.too_complex"],
];

test("a filter that makes no sense is refused with its reason", async () => {
  for (const [filter, code] of REFUSED) {
    await assert.rejects(listRecords(ctx, widget, { filter: filter as Filter }), { code, status: 400 }, JSON.stringify(filter));
  }
});

test("whatever comes as a filter is answered or refused, never a failure of the server", async () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ field: fc.constantFrom(...widget.fields.keys()), op: fc.string(), value: fc.anything() }),
    fc.record({
      field: fc.constantFrom(...widget.fields.keys()),
      op: fc.constantFrom("eq", "in", "between", "contains", "lt"),
      value: fc.anything(),
    }),
  );
  const check = fc.asyncProperty(anything, async (filter) => {
    if (filter === undefined) return;
    try {
      await listRecords(ctx, widget, { filter: filter as Filter });
    } catch (error) {
      assert.match((error as { code: string }).code, /^filter\./, String(error));
    }
  });
  await fc.assert(check, { numRuns: 500 });
});

test("a cursor serves only the question it was made for", async () => {
  const { next } = await listRecords(ctx, widget, { sort: "name", limit: 5 });
  await assert.rejects(listRecords(ctx, widget, { sort: "-name", cursor: next! }), { code: "query.bad_cursor" });
  await assert.rejects(listRecords(ctx, widget, { cursor: "nonsense" }), { code: "query.bad_cursor" });
  await assert.rejects(
    listRecords(ctx, widget, { sort: "name", cursor: next!, filter: { field: "active", op: "eq", value: true } }),
    { code: "query.bad_cursor" },
  );
  await assert.rejects(listRecords(ctx, widget, { limit: 201 }), { code: "query.bad_limit" });
  await assert.rejects(listRecords(ctx, widget, { sort: "fits" }), { code: "query.bad_sort" });
});
