import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { FastifyInstance } from "fastify";
import sql from "sql-template-tag";
import { closeEngine } from "#app/compose.ts";
import { prepareDatabase } from "#app/prepare.ts";
import { modules as product } from "#crm/index.ts";
import { companyModel, openCompanies } from "#engine/company/company.ts";
import { createCompany } from "#engine/company/create-company.ts";
import { GROUP_SCHEMA } from "#engine/company/group-schema.ts";
import type { Company, Engine } from "#engine/ctx.ts";
import { tableOf } from "#engine/model/sql.ts";
import type { ObjectModule } from "#engine/module.ts";
import { buildApp } from "#http/app.ts";
import { COOKIE } from "#http/caller.ts";
import { type Clock, systemClock } from "#platform/clock.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { diskFiles } from "#platform/files.ts";
import { jobQueue } from "#platform/jobs.ts";
import { openLog } from "#platform/log.ts";
import { openWakeups } from "#platform/wakeups.ts";
import { type Call, callWith, signedIn } from "./call.ts";
import { cloneDatabase, ensureTemplate } from "./cluster.ts";
import { type Make, makers, type TestUser } from "./make.ts";

export type TestDatabase = { database: Database; url: string };

/** How many times as long a read may take here as in use. */
export const TEST_PATIENCE = 20;

/** A database whose answers are worth waiting for: what a test proves must not depend on who else uses the machine. */
export function openTestDatabase(url: string): Database {
  return openDatabase(url, { statementTimeout: 60_000, patience: TEST_PATIENCE });
}

export type TestApp = {
  engine: Engine;
  database: Database;
  url: string;
  http: FastifyInstance;
  company: Company;
  /** The founder: administrator and director. */
  admin: TestUser;
  /** The API as a person sees it. */
  as(user: Pick<TestUser, "identityId">, company?: string): Call;
  stranger: Call;
  make: Make;
  /** What verbs did to a record, oldest first: plain creating and changing left out. */
  eventsOf(recordId: string): Promise<Record<string, unknown>[]>;
};

/** A database of its own for a test file, with the group's schema in place; closed when the file's tests are done. */
export async function startTestDatabase(): Promise<TestDatabase> {
  await ensureTemplate("kehai_group", async (url) => {
    const database = openDatabase(url);
    await database.pool.query(GROUP_SCHEMA);
    await database.close();
  });
  const url = await cloneDatabase("kehai_group");
  const database = openTestDatabase(url);
  atEnd(() => database.close());
  return { database, url };
}

/** The whole server without the network, with one company of the product's objects or of others, on a database of its own. */
export async function startTestApp(
  options: { modules?: readonly ObjectModule[]; template?: string; clock?: Clock; demo?: boolean } = {},
): Promise<TestApp> {
  const modules = options.modules ?? product;
  if (options.modules && !options.template) throw new Error("other modules need a template of their own name");
  const template = options.template ?? "kehai_product";
  await ensureTemplate(template, (url) => makeCompany(url, modules));

  const url = await cloneDatabase(template);
  const engine = testEngine(url, modules, options.clock ?? systemClock);
  const http = await buildApp(engine, { webRoot: null });
  await http.ready();
  atEnd(async () => {
    await http.close();
    await closeEngine(engine);
  });

  const [company] = await openCompanies(engine.database);
  const [admin] = await engine.database.query<TestUser>(sql`
    select id, version, name, login, identity_id as "identityId" from ${tableOf(company!, "user")} order by created_at limit 1`);
  return {
    engine,
    database: engine.database,
    url,
    http,
    company: company!,
    admin: admin!,
    as: (user, slug = company!.slug) => callWith(http, signedIn(engine, COOKIE, user.identityId, slug)),
    stranger: callWith(http, async () => ({})),
    make: makers(engine, company!, () => companyModel(engine, company!)),
    eventsOf: (recordId) => eventsOf(engine, company!, recordId),
  };
}

export const ADMIN = { name: "管理员", login: "admin", password: "Kehai-test-2026" };

async function makeCompany(url: string, modules: readonly ObjectModule[]): Promise<void> {
  const engine = testEngine(url, modules, systemClock);
  await prepareDatabase(engine, url);
  await createCompany(engine, { name: "测试公司", admin: ADMIN });
  await closeEngine(engine);
}

function testEngine(url: string, modules: readonly ObjectModule[], clock: Clock): Engine {
  const folder = mkdtempSync(join(tmpdir(), "kehai-test-files-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const log = openLog(process.env.LOG_LEVEL ?? "silent");
  return {
    database: openTestDatabase(url),
    clock,
    log,
    files: diskFiles(folder),
    jobs: jobQueue(),
    wakeups: openWakeups(url, log),
    mailer: null,
    modules,
  };
}

async function eventsOf(engine: Engine, company: Company, recordId: string): Promise<Record<string, unknown>[]> {
  const rows = await engine.database.query<{ name: string; data: Record<string, unknown> }>(sql`
    select name, data from ${tableOf(company, "event")} where record_id = ${recordId}::uuid order by id`);
  return rows
    .filter(({ name }) => !/\.(created|updated|deleted|restored)$/.test(name))
    .map(({ name, data }) => ({ name, id: recordId, ...data }));
}

const ends: (() => Promise<void>)[] = [];
function atEnd(close: () => Promise<void>): void {
  ends.push(close);
}
after(async () => {
  for (const close of ends.reverse()) await close();
});
