import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import sql from "sql-template-tag";
import { closeEngine, composeEngine } from "#app/compose.ts";
import { borrowDatabaseServer } from "#app/database-server.ts";
import { companyBySlug, openCompanies } from "#engine/company/company.ts";
import type { Company, Engine } from "#engine/ctx.ts";
import { createApiKey } from "#engine/identity/api-keys.ts";
import { inviteIdentity } from "#engine/identity/identities.ts";
import { tableOf } from "#engine/model/sql.ts";
import { readConfig } from "#platform/config.ts";
import { type Client, clientOf } from "./client.ts";
import type { Person } from "./lists.ts";

export const ROOT = dirname(import.meta.dirname);

export type Stage = {
  engine: Engine;
  company: Company;
  base: string;
  floor: Client;
  as: Record<Person, Client>;
  /** User ids whose records each person sees; null means everybody's. */
  sees: Record<Person, string[] | null>;
  /** The pool whose ownerless accounts the rep may claim, and so sees. */
  poolId: string;
  server: ChildProcess;
  close(): Promise<void>;
};

/** Starts a server and the floor on the seeded data, and signs in a rep, a department manager and the boss by keys. */
export async function openStage(slug: string | undefined): Promise<Stage> {
  const config = readConfig(process.env);
  const database = await borrowDatabaseServer(config);
  const engine = composeEngine(config, database.url);
  const companies = await openCompanies(engine.database);
  const company = companies.find((each) => slug === undefined || each.slug === slug);
  if (company === undefined) throw new Error("no seeded company here: run `npm run kehai -- seed --size L` first");

  const port = config.port + 1021;
  const server = run("scripts/start.mjs", [], { DATABASE_URL: database.url, PORT: String(port) });
  const floor = run("bench/floor.ts", [database.url, String(port + 1)]);
  const base = `http://127.0.0.1:${port}`;
  await answering(`${base}/api/health`);
  await answering(`http://127.0.0.1:${port + 1}/`);

  return {
    engine,
    base,
    server,
    floor: clientOf(`http://127.0.0.1:${port + 1}`, "", ""),
    ...(await castIn(engine, company, base)),
    async close() {
      server.kill("SIGTERM");
      floor.kill("SIGTERM");
      await Promise.all([server, floor].map((child) => child.exitCode ?? new Promise((resolve) => child.once("exit", resolve))));
      await closeEngine(engine);
      await database.stop();
    },
  };
}

/** Another company of the same installation, on the same server and database. */
export async function otherCompany(stage: Stage, slug: string): Promise<Stage> {
  const company = await companyBySlug(stage.engine.database, slug);
  if (company === null) throw new Error(`there is no company ${slug} here`);
  return { ...stage, ...(await castIn(stage.engine, company, stage.base)) };
}

type Cast = Pick<Stage, "company" | "as" | "sees" | "poolId">;

async function castIn(engine: Engine, company: Company, base: string): Promise<Cast> {
  const people = await peopleOf(engine, company);
  const client = async (person: Person) => clientOf(base, await keyOf(engine, company, people[person]), company.slug);
  const [pool] = await engine.database.query<{ id: string }>(
    sql`select id from ${tableOf(company, "pool")} where type = 'account'`,
  );
  return {
    company,
    poolId: pool!.id,
    as: { rep: await client("rep"), manager: await client("manager"), boss: await client("boss") },
    sees: { rep: [people.rep], manager: await team(engine, company, people.manager), boss: null },
  };
}

function run(program: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const file = join(ROOT, program);
  const flags = program === "scripts/start.mjs" ? flagsOfStart() : [];
  return spawn(process.execPath, [...flags, file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** What `npm start` tells Node: memory is measured as people run it. */
export function flagsOfStart(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return scripts.start.split(" ").filter((word: string) => word.startsWith("--"));
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 12_000; attempt++) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 503,
    );
    if (status < 500) return;
    await pause(50);
  }
  throw new Error(`nothing answers at ${url}`);
}

/** The boss sees all, the manager heads a department of the third level, the rep is the last seller. */
async function peopleOf(engine: Engine, company: Company): Promise<Record<Person, string>> {
  const [row] = await engine.database.query<Record<Person, string>>(sql`
    select (select id from ${tableOf(company, "user")} where login = 'u000') as boss,
           (select id from ${tableOf(company, "user")} where login = 'u004') as manager,
           (select id from ${tableOf(company, "user")} where login = 'u199') as rep`);
  return row!;
}

async function team(engine: Engine, company: Company, userId: string): Promise<string[]> {
  const rows = await engine.database.query<{ id: string }>(sql`
    with recursive tree as (
      select department_id as id from ${tableOf(company, "user")} where id = ${userId}
      union select d.id from ${tableOf(company, "department")} d join tree on d.parent_id = tree.id)
    select u.id from ${tableOf(company, "user")} u join tree on tree.id = u.department_id`);
  return rows.map((row) => row.id);
}

/** Seeded people have no login yet; a key needs one. */
async function keyOf(engine: Engine, company: Company, userId: string): Promise<string> {
  const [user] = await engine.database.query<{ login: string }>(
    sql`select login from ${tableOf(company, "user")} where id = ${userId}`,
  );
  const login = `${user!.login}@${company.slug}`;
  const { identityId } = await inviteIdentity(engine.database, engine, { company, userId, login });
  return (await createApiKey(engine, { identityId, companyId: company.id }, { name: "bench" })).key;
}
