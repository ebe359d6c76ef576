import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make } = await startCrmCompany();
const boss = await make.user("director");

test("a cursor somebody has written himself is refused", async () => {
  for (let i = 0; i < 3; i++) await make.opportunity();
  for (const sort of ["-createdAt", "amount", "closeDate", "name"]) {
    const { body } = await as(boss).get(`/api/v1/opportunities?limit=1&sort=${sort}`);
    const [hash, , id] = JSON.parse(Buffer.from(body.next, "base64url").toString());
    for (const key of ["nonsense", "99999999999999999999999999999999999999999999", "\u0000"]) {
      const cursor = Buffer.from(JSON.stringify([hash, key, id])).toString("base64url");
      const forged = await as(boss).get(`/api/v1/opportunities?limit=1&sort=${sort}&cursor=${cursor}`);
      assert.ok(forged.status === 200 || forged.body.code === "query.bad_cursor", `${sort} ${key}: ${forged.text}`);
    }
  }
});

test("times beyond the calendar of the database are bad values, not bugs", async () => {
  const filters = [
    { field: "closeDate", op: "gte", value: { ago: "9999y" } },
    { field: "createdAt", op: "gte", value: { ago: "9999y" } },
    { field: "closeDate", op: "within", value: "last9999Years" },
    { field: "createdAt", op: "within", value: "next9999Years" },
    { field: "createdAt", op: "gte", value: "0000-01-01T00:00:00Z" },
    { field: "createdAt", op: "lte", value: "9999-12-31" },
  ];
  for (const filter of filters) {
    const answer = await as(boss).post("/api/v1/opportunities/query", { filter });
    assert.ok(answer.status === 200 || answer.body.code === "filter.bad_value", `${JSON.stringify(filter)}: ${answer.text}`);
  }
});

test("duplicates of what is no value are none", async () => {
  for (const value of [1, true, {}, [], [{}], null, "\u0000", "x".repeat(100_000)]) {
    const answer = await as(boss).post("/api/v1/leads/duplicates", { mobile: value, company: value, email: value });
    assert.ok(answer.status < 500, `${JSON.stringify(value).slice(0, 40)}: ${answer.text}`);
  }
});

test("a file without bytes is not made, and has none to give", async () => {
  const account = await make.account({ ownerId: boss.userId });
  const made = await as(boss).post("/api/v1/files/batch", {
    create: [{ name: "empty.pdf", aboutObject: "account", aboutId: account.id }],
  });
  const id = made.body.created?.[0]?.record?.id;
  if (id) assert.equal((await as(boss).get(`/api/v1/files/${id}/content`)).status, 404);
});

test("odd bodies are refused and break nothing", async () => {
  const { id } = await make.opportunity({ ownerId: boss.userId });
  const bodies = [
    ["/query", { filter: { field: "name", op: "in", value: [{}] } }],
    ["/query", { filter: { field: "id", op: "in", value: ["x"] } }],
    ["/query", { filter: { field: "owner", op: "eq", value: null } }],
    ["/query", { filter: { field: "amount", op: "gt", value: "1e99" } }],
    ["/query", { sort: "tags" }],
    ["/query", { expand: ["owner", "owner", "account"], fields: ["name"] }],
    ["/aggregate", { groupBy: ["stage", "stage"], measures: { __proto__x: { fn: "sum", field: "amount" } } }],
    ["/aggregate", { groupBy: ["closeDate:constructor"], measures: { a: { fn: "count" } } }],
    ["/aggregate", { measures: { a: { fn: {}, field: 1 } } }],
    ["/batch", { update: [{ id: "x" }, { id: 5 }, {}] }],
    ["/batch", { delete: [{ id: "x" }] }],
    ["", { name: { a: 1 }, amount: [], accountId: 5 }],
    ["", { name: "\u0000", amount: "1e400", currency: "zzz" }],
    [`/${id}/win`, { amount: "\u0000" }],
    [`/${id}/win`, { amount: "99999999999999.99", closedAt: "0001-01-01" }],
  ] as const;
  for (const [path, body] of bodies) {
    const answer = await as(boss).post(`/api/v1/opportunities${path}`, body);
    assert.ok(answer.status < 500, `${path} ${JSON.stringify(body)}: ${answer.text}`);
  }
});
