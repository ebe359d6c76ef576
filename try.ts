import { closeEngine, composeEngine } from "#app/compose.ts";
import { prepareDatabase } from "#app/prepare.ts";
import { createCompany } from "#engine/company/create-company.ts";
import { readConfig } from "#platform/config.ts";
import { seedCompany } from "./bench/seed/seed.ts";

const url = process.env.DATABASE_URL!;
const engine = composeEngine(readConfig(process.env), url);
console.time("prepare");
await prepareDatabase(engine, url);
console.timeEnd("prepare");
console.time("company");
const { company } = await createCompany(engine, {
  name: "规模测试",
  slug: process.argv[3],
  admin: { name: "管理员", login: "admin-" + process.argv[3], password: "correct horse battery" },
});
console.timeEnd("company");
console.time("seed");
await seedCompany(engine, company, process.argv[2] as any, console.log);
console.timeEnd("seed");
await closeEngine(engine);
