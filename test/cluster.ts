import pg from "pg";
import type { EmbeddedPostgres } from "#platform/postgres.ts";
import { startThrowawayCluster } from "./throwaway-cluster.ts";

/** Set by the runner: a running throwaway cluster, shared by all test files of one run. */
const SHARED = "KEHAI_TEST_DATABASE";

/** A fresh database of the run's cluster, cloned from a template if one is named. */
export async function cloneDatabase(template?: string): Promise<string> {
  const admin = await clusterUrl();
  const name = `t_${process.pid}_${Date.now().toString(36)}_${count++}`;
  await onServer(admin, (client) => client.query(`create database ${name}${template ? ` template ${template}` : ""}`));
  return databaseUrl(admin, name);
}

/** Makes the template once per cluster, whichever test process comes first. */
export async function ensureTemplate(name: string, fill: (url: string) => Promise<void>): Promise<void> {
  const admin = await clusterUrl();
  await onServer(admin, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('kehai test template'))");
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft}`);
    await client.query(`create database ${draft}`);
    await fill(databaseUrl(admin, draft));
    await client.query(`alter database ${draft} rename to ${name}`);
  });
}

let count = 0;
let own: Promise<EmbeddedPostgres> | undefined;

async function clusterUrl(): Promise<string> {
  const shared = process.env[SHARED];
  if (shared) return shared;
  own ??= startThrowawayCluster();
  return (await own).url("postgres");
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${database}`;
  return copy.href;
}
