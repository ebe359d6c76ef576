import { createHash } from "node:crypto";
import sql, { raw } from "sql-template-tag";
import type { Database, Queryable } from "#platform/database.ts";
import type { Company } from "../ctx.ts";
import type { Model } from "../model/model.ts";
import { quoted } from "../model/sql.ts";
import { isSearched } from "../search/is-searched.ts";
import { type DesiredTable, desiredTables } from "./desired.ts";
import { engineTables } from "./engine-tables.ts";
import { addEventPartitions } from "./event-partitions.ts";
import { createIndexSql, type IndexDefinition } from "./indexes.ts";
import { createPartitionSql, splitDocuments } from "./search-partitions.ts";

/** Names the model and everything derived from it, so that an unchanged company is skipped at start. */
export function schemaHash(model: Model, schema: string): string {
  const desired = desiredTables(model, quoted(schema));
  return createHash("sha256")
    .update(engineTables(quoted(schema)))
    .update(JSON.stringify(desired))
    .digest("hex");
}

/**
 * Makes a company's tables equal to its model by adding what is missing; nothing that people wrote is ever dropped or retyped,
 * only indexes that others have taken the place of.
 * Safe while an older version still runs, but for the one time that `splitDocuments` moves what is derived. Indexes on tables that hold rows are left to `buildMissingIndexes`.
 */
export async function syncCompany(database: Database, company: Company, model: Model, now: Date): Promise<void> {
  const schema = quoted(company.schema);
  const hash = schemaHash(model, company.schema);
  if ((await storedHash(database, company)) !== hash) {
    await addMissing(database, company, model, schema);
    await buildMissingIndexes(database, company, model);
    await dropSuperseded(database, company, model);
    await database.execute(sql`update kehai.company set model_hash = ${hash} where id = ${company.id}`);
  }
  await addEventPartitions(database, company, now);
}

async function addMissing(database: Database, company: Company, model: Model, schema: string): Promise<void> {
  await retrying(() =>
    database.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${company.schema}))`);
      await tx.execute(raw("set local lock_timeout = '200ms'"));
      // On a table that is large by now an index of the engine's own takes longer than a request may.
      await tx.execute(raw("set local statement_timeout = 0"));
      await splitDocuments(tx, schema, [...model.objects.values()].filter(isSearched));
      const before = await catalogOf(tx, company.schema);
      for (const statement of splitStatements(engineTables(schema))) await tx.execute(raw(statement));
      for (const statement of difference(before, desiredTables(model, schema), schema)) await tx.execute(raw(statement));
    }),
  );
}

/** Builds the indexes the model wants and the catalog lacks, without blocking writers; a broken earlier attempt is redone. */
export async function buildMissingIndexes(database: Database, company: Company, model: Model): Promise<void> {
  const schema = quoted(company.schema);
  const catalog = await catalogOf(database, company.schema);
  for (const table of desiredTables(model, schema)) {
    for (const index of table.indexes.filter((candidate) => !catalog.indexes.has(candidate.name))) {
      await database.maintain(`drop index concurrently if exists ${schema}.${quoted(index.name)}`);
      await database.maintain(createIndexSql(index, table.name, schema, "concurrently"));
    }
  }
}

/** The endings of names that indexes of fields have or have had. */
const OF_FIELDS = /_(sort|newest|unique|distinct)$/;

/** Drops what earlier versions built and this model no longer asks for, once what takes its place is there. Other people's indexes have other names. */
async function dropSuperseded(database: Database, company: Company, model: Model): Promise<void> {
  const schema = quoted(company.schema);
  const catalog = await catalogOf(database, company.schema);
  for (const { name: table, indexes } of desiredTables(model, schema)) {
    const wanted = new Set(indexes.map(({ name }) => name));
    const isSuperseded = (name: string) => name.startsWith(`${table}_`) && OF_FIELDS.test(name) && !wanted.has(name);
    for (const [name, on] of catalog.indexes)
      if (on === table && isSuperseded(name))
        await database.maintain(`drop index concurrently if exists ${schema}.${quoted(name)}`);
  }
}

async function storedHash(database: Queryable, company: Company): Promise<string | null> {
  const [row] = await database.query<{ modelHash: string | null }>(
    sql`select model_hash as "modelHash" from kehai.company where id = ${company.id}`,
  );
  return row?.modelHash ?? null;
}

type Catalog = {
  columns: Map<string, Set<string>>;
  constraints: Set<string>;
  /** With their tables. Valid ones only: an index whose concurrent build was cut off must be made again. */
  indexes: Map<string, string>;
};

async function catalogOf(db: Queryable, schema: string): Promise<Catalog> {
  const columns = await db.query<{ table: string; column: string }>(sql`
    select c.relname as "table", a.attname as "column"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = ${schema} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`);
  const constraints = await db.query<{ name: string }>(sql`
    select conname as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = ${schema}`);
  const indexes = await db.query<{ name: string; table: string }>(sql`
    select c.relname as name, t.relname as "table"
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and i.indisvalid`);

  const byTable = new Map<string, Set<string>>();
  for (const { table, column } of columns) byTable.set(table, (byTable.get(table) ?? new Set()).add(column));
  return {
    columns: byTable,
    constraints: new Set(constraints.map((constraint) => constraint.name)),
    indexes: new Map(indexes.map((index) => [index.name, index.table])),
  };
}

/** Tables first, then columns, then constraints, since those name other tables. */
function difference(catalog: Catalog, tables: readonly DesiredTable[], schema: string): string[] {
  const isNew = (table: DesiredTable) => !catalog.columns.has(table.name);
  const create = tables.filter(isNew).map((table) => createTableSql(table, schema));
  const indexNew = tables
    .filter(isNew)
    .flatMap((table) => table.indexes.map((index: IndexDefinition) => createIndexSql(index, table.name, schema)));
  const widen = tables
    .filter((table) => !isNew(table))
    .flatMap((table) => addColumnsSql(table, catalog.columns.get(table.name)!, schema));
  const constrain = tables.flatMap((table) =>
    table.constraints
      .filter((constraint) => !catalog.constraints.has(constraint.name))
      .map(
        (constraint) =>
          `alter table ${schema}.${quoted(table.name)} add constraint ${quoted(constraint.name)} ${constraint.definition}`,
      ),
  );
  return [...create, ...widen, ...constrain.sort(primaryKeysFirst), ...indexNew];
}

function primaryKeysFirst(a: string, b: string): number {
  return Number(b.includes("primary key")) - Number(a.includes("primary key"));
}

function createTableSql(table: DesiredTable, schema: string): string {
  if (table.partitionOf !== undefined) return createPartitionSql(table.name, table.partitionOf, schema);
  const columns = table.columns.map((column) => `${quoted(column.name)} ${column.type} ${column.clause}`.trimEnd());
  return `create table ${schema}.${quoted(table.name)} (${columns.join(", ")})`;
}

function addColumnsSql(table: DesiredTable, known: ReadonlySet<string>, schema: string): string[] {
  return table.columns
    .filter((column) => !known.has(column.name))
    .map((column) =>
      `alter table ${schema}.${quoted(table.name)} add column ${quoted(column.name)} ${column.type} ${column.clause}`.trimEnd(),
    );
}

const LOCK_NOT_AVAILABLE = "55P03";

/** A lock that is not had in 200 ms would queue everybody behind it: give way and try again. */
async function retrying(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

function splitStatements(script: string): string[] {
  return script
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
