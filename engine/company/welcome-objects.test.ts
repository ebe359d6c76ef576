import assert from "node:assert/strict";
import { test } from "node:test";
import { defineObject, text } from "#engine/object.ts";
import { startToyCompany, TOYS } from "#test/toy-company.ts";
import { inTransaction } from "../context.ts";
import type { ObjectModule } from "../module.ts";
import { syncCompany } from "../schema/sync.ts";
import { companyModel } from "./company.ts";
import { objectsMet, setupActor, welcomeNewObjects } from "./welcome-objects.ts";

const gauge = defineObject({
  name: "gauge",
  plural: "gauges",
  title: "name",
  area: "toys",
  fields: { name: text({ required: true }) },
  access: { read: "none", create: "none", update: "none", delete: "none" },
  list: ["name"],
  form: { gauge: ["name"] },
});

const gaugeModule: ObjectModule = {
  object: gauge,
  seeds: [{ name: "pressure" }],
  roles: { rep: { read: "company" }, boss: { read: "own" }, nobody: { read: "company" } },
  rights: { rep: ["seeCost"] },
  labels: { "zh-CN": {}, en: {} },
};

const { engine, company, clock, engineWrites } = await startToyCompany();
const later = { ...engine, modules: [...TOYS, gaugeModule] };

test("a company meets the objects of a later version once: their first records, and what the ready roles may do", async () => {
  await engineWrites(async (ctx) => {
    const [boss] = await ctx.records.find("role", { filter: { field: "code", op: "eq", value: "boss" } });
    await ctx.records.update("role", boss!.id, { permissions: { gauge: { read: "none" } } });
  });

  await start();
  await start();

  await inTransaction(later, company, setupActor, async (ctx) => {
    const roles = await ctx.records.find("role", {});
    const said = Object.fromEntries(roles.map(({ code, permissions }) => [code, permissions.gauge]));
    assert.deepEqual(said, { rep: { read: "company" }, boss: { read: "none" } }, "what the administrator said is kept");
    assert.deepEqual(Object.fromEntries(roles.map(({ code, rights }) => [code, rights])), { rep: ["seeCost"], boss: ["*"] });
    assert.equal((await ctx.records.count("gauge", {})).count, 1);
  });
});

async function start(): Promise<void> {
  const met = await objectsMet(later, company);
  await syncCompany(later.database, company, await companyModel(later, company), clock.now());
  await welcomeNewObjects(later, company, met);
}
