import assert from "node:assert/strict";
import test from "node:test";
import { createCompany } from "#engine/company/create-company.ts";
import { startTestApp } from "#test/app.ts";

const { engine, admin, as, company } = await startTestApp();

test("an object and a field added to a running company are there at once, and in no other company", async () => {
  const founder = { name: "邻居", login: "neighbour", password: "Kehai-test-2026" };
  const other = await createCompany(engine, { name: "邻居公司", admin: founder });
  const here = as(admin);
  const there = as({ identityId: other.identityId }, other.company.slug);
  assert.equal(
    (await here.get("/api/v1/model")).body.objects.some((object: any) => object.name === "xo_machine"),
    false,
  );

  const label = { "zh-CN": "设备", en: "Machine" };
  const made = await here.post("/api/v1/model/objects", { name: "machine", plural: "machines", label });
  assert.equal(made.status, 201, made.text);
  const field = { name: "power", type: "number", label: { "zh-CN": "功率", en: "Power" }, indexed: true };
  const added = await here.post("/api/v1/model/objects/xo_machine/fields", field);
  assert.equal(added.status, 201, added.text);
  const shipped = await here.post("/api/v1/model/objects/account/fields", {
    ...field,
    name: "rooms",
    label: { "zh-CN": "机房数" },
  });
  assert.equal(shipped.status, 201, shipped.text);

  for (const power of [3, 12]) {
    const machine = await here.post("/api/v1/machines", { name: `压缩机 ${power}`, x_power: power });
    assert.equal(machine.status, 201, machine.text);
  }
  const filter = encodeURIComponent(JSON.stringify({ field: "x_power", op: "gt", value: 5 }));
  const strong = await here.get(`/api/v1/machines?sort=-x_power&filter=${filter}`);
  assert.deepEqual(
    strong.body.items.map((machine: any) => [machine.name, machine.x_power]),
    [["压缩机 12", 12]],
  );
  const account = await here.post("/api/v1/accounts", { name: "华江科技", x_rooms: 2 });
  assert.equal(account.body.x_rooms, 2, account.text);

  const model = (await here.get("/api/v1/model")).body;
  const section = model.objects.find((object: any) => object.name === "account").form.at(-1);
  assert.deepEqual([section.label, section.fields], ["其他信息", ["x_rooms"]]);
  assert.ok((await here.get("/api/v1/openapi.json")).body.paths["/api/v1/machines"]);

  assert.equal((await there.get("/api/v1/machines")).status, 404);
  const theirs = (await there.get("/api/v1/model")).body.objects;
  assert.equal(
    theirs.some((object: any) => object.name === "xo_machine"),
    false,
  );
  assert.equal(
    theirs.find((object: any) => object.name === "account").fields.some((each: any) => each.custom),
    false,
  );
  assert.equal((await there.post("/api/v1/accounts", { name: "邻居", x_rooms: 2 })).body.errors[0].code, "invalid.unknown_field");
  assert.equal(company.slug === other.company.slug, false);
});
