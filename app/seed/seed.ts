import sql from "sql-template-tag";
import { companyModel } from "#engine/company/company.ts";
import { inTransaction } from "#engine/context.ts";
import type { Company, Engine, SystemActor } from "#engine/ctx.ts";
import { keysOf } from "#engine/duplicates/duplicate-keys.ts";
import type { Model, ModelObject } from "#engine/model/model.ts";
import { quoted, tableOf } from "#engine/model/sql.ts";
import type { AnyRecord } from "#engine/object.ts";
import { desiredTables } from "#engine/schema/desired.ts";
import { addEventPartition } from "#engine/schema/event-partitions.ts";
import { createIndexSql } from "#engine/schema/indexes.ts";
import { isSearched } from "#engine/search/is-searched.ts";
import { searchDocument } from "#engine/search/search-document.ts";
import { newId } from "#platform/new-id.ts";
import { type Copy, openCopy } from "./copy.ts";
import { seedPeople } from "./people.ts";
import { makersOf } from "./records.ts";
import { countsOf, type Size } from "./sizes.ts";

const actor: SystemActor = {
  kind: "system",
  name: "seed",
  rights: { "*": ["create", "read", "update"] },
  source: "seed",
  language: "zh-CN",
};

/**
 * Fills an empty company with the data set of a size: the same on every machine, every side table as the engine would have
 * written it. Records go in by COPY without their indexes, which are built afterwards.
 */
export async function seedCompany(engine: Engine, company: Company, size: Size, say: (line: string) => void): Promise<void> {
  const model = await companyModel(engine, company);
  const counts = countsOf(size);
  const { people, pools } = await inTransaction(engine, company, actor, async (ctx) => {
    const people = await seedPeople(ctx, counts);
    const members = people.sellers.map((seller) => seller.id);
    const pool = async (type: string, name: string) =>
      (
        await ctx.records.create(
          "pool",
          { name, type, membersIds: members, dailyClaims: 50, recycleAfterDays: 30, warnDays: 3 },
          { as: "engine" },
        )
      ).id;
    return { people, pools: { lead: await pool("lead", "线索公海"), account: await pool("account", "客户公海") } };
  });

  const makers = makersOf(counts, people, pools);
  const indexes = await dropIndexes(engine, company, model);
  // Children leave their sums behind, so parents come after them.
  const order = [
    ["product", counts.products, makers.product],
    ["followUp", counts.followUps, makers.followUp],
    ["contact", counts.contacts, makers.contact],
    ["allocation", makers.cash.counts.allocation, makers.cash.allocation],
    ["receipt", makers.cash.counts.receipt, makers.cash.receipt],
    ["paymentPlan", makers.cash.counts.paymentPlan, makers.cash.paymentPlan],
    ["contractLine", makers.cash.counts.contractLine, makers.cash.contractLine],
    ["contract", makers.cash.counts.contract, makers.cash.contract],
    ["opportunity", counts.opportunities, makers.opportunity],
    ["account", counts.accounts, makers.account],
    ["lead", counts.leads, makers.lead],
  ] as const;
  for (const [name, count, make] of order) {
    const started = performance.now();
    await copyObject(engine, company, model.objects.get(name)!, count, make);
    say(`${name}: ${count.toLocaleString("en")} in ${seconds(started)}`);
  }
  for (const [key, value] of makers.cash.sequences)
    await engine.database.execute(sql`insert into ${tableOf(company, "number_sequence")} (key, value) values (${key}, ${value})`);
  const started = performance.now();
  await buildIndexes(engine, company, model, indexes);
  say(`indexes and statistics in ${seconds(started)}`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}

async function copyObject(
  engine: Engine,
  company: Company,
  object: ModelObject,
  count: number,
  make: (index: number) => AnyRecord,
): Promise<void> {
  const schema = quoted(company.schema);
  const searched = isSearched(object);
  const nothing = zerosOf(object);
  const owner =
    object.ownerField === undefined || object.fields.get(object.ownerField)?.spells === false ? null : `${object.ownerField}Id`;
  const clients = await Promise.all(Array.from({ length: 5 }, () => engine.database.pool.connect()));
  const [main, docs, keys, spells, events] = await Promise.all([
    openCopy(
      clients[0]!,
      `${schema}.${quoted(object.table)}`,
      object.columns.map((column) => column.column),
    ),
    openCopy(clients[1]!, `${schema}."search_doc"`, [
      "object",
      "record_id",
      "title",
      "body",
      "grams",
      "pinyin",
      "initials",
      "digits",
      "updated_at",
    ]),
    openCopy(clients[2]!, `${schema}."duplicate_key"`, ["object", "record_id", "rule", "field", "kind", "value"]),
    openCopy(clients[3]!, `${schema}."ownership_spell"`, ["id", "object", "record_id", "owner_id", "from_at", "gained"]),
    openCopy(clients[4]!, `${schema}."event"`, ["at", "name", "object", "record_id", "actor_id", "source"]),
  ] as const);
  const copies: Copy[] = [main, docs, keys, spells, events];

  for (let index = 0; index < count; index++) {
    const record = make(index);
    main.write(object.columns.map((column) => record[column.key] ?? nothing.get(column.key)));
    if (searched) {
      const doc = searchDocument(object, record);
      docs.write([
        object.name,
        record.id,
        doc.title,
        doc.body,
        lexemes(doc.grams),
        doc.pinyin,
        doc.initials,
        doc.digits,
        record.createdAt,
      ]);
    }
    for (const key of keysOf(object, record)) keys.write([object.name, record.id, key.rule.name, key.field, key.kind, key.value]);
    if (owner !== null && record[owner])
      spells.write([newId(), object.name, record.id, record[owner], record.createdAt, "created"]);
    events.write([record.createdAt, `${object.name}.created`, object.name, record.id, record.createdById, "seed"]);
    if (index % 500 === 0) for (const copy of copies) await copy.flushed();
  }
  for (const copy of copies) await copy.end();
  for (const client of clients) client.release();
}

/** Sums and counts of children that are not seeded. */
function zerosOf(object: ModelObject): Map<string, 0> {
  const fields = [...object.fields.values()].filter(({ rollup }) => rollup && ["sum", "count"].includes(rollup.kind));
  return new Map(fields.flatMap((field) => field.columns.map((column) => [column.key, 0])));
}

/** A tsvector's text form: quoted lexemes. */
function lexemes(grams: string): string {
  return grams === ""
    ? ""
    : grams
        .split(" ")
        .map((gram) => `'${gram.replace(/['\\]/g, "$&$&")}'`)
        .join(" ");
}

const SIDE_TABLES = ["search_doc", "duplicate_key", "ownership_spell", "event"];

/** Drops every index a table has beside the primary keys of objects; returns the statements that bring them back. */
async function dropIndexes(engine: Engine, company: Company, model: Model): Promise<string[]> {
  // Two years of events want their partitions, as if the company had lived through them.
  for (let back = 24; back >= 0; back--) {
    await addEventPartition(engine.database, company, new Date(Date.UTC(2026, 10 - back, 1)));
  }
  const schema = quoted(company.schema);
  const side = await engine.database.query<{ table: string; name: string; definition: string; constraint: string | null }>(sql`
    select t.relname as "table", i.relname as name, pg_get_indexdef(i.oid) as definition, pg_get_constraintdef(k.oid) as "constraint"
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace
    left join pg_constraint k on k.conindid = i.oid and k.conrelid = t.oid
    where n.nspname = ${company.schema} and t.relname = any(${SIDE_TABLES}::text[])`);

  const restore: string[] = [];
  for (const { table, name, definition, constraint } of side) {
    const owner = `${schema}.${quoted(table)}`;
    const drop = constraint ? `alter table ${owner} drop constraint ${quoted(name)}` : `drop index ${schema}.${quoted(name)}`;
    await engine.database.maintain(drop);
    restore.push(
      constraint ? `alter table ${owner} add constraint ${quoted(name)} ${constraint}` : definition.replace(" ON ONLY ", " ON "),
    );
  }
  for (const table of desiredTables(model, schema)) {
    for (const index of table.indexes) {
      await engine.database.maintain(`drop index if exists ${schema}.${quoted(index.name)}`);
      restore.push(createIndexSql(index, table.name, schema));
    }
  }
  return restore;
}

const BUILDERS = 2;

async function buildIndexes(engine: Engine, company: Company, model: Model, statements: readonly string[]): Promise<void> {
  const schema = quoted(company.schema);
  const tables = [...desiredTables(model, schema).map((table) => table.name), ...SIDE_TABLES];
  // Keys and constraints take the table for themselves, so they come first and one by one.
  const isKey = (statement: string) => statement.startsWith("alter table");
  await built(engine, 1, statements.filter(isKey));
  await built(
    engine,
    BUILDERS,
    statements.filter((statement) => !isKey(statement)),
  );
  await built(
    engine,
    BUILDERS,
    tables.map((table) => `vacuum (analyze, parallel 0) ${schema}.${quoted(table)}`),
  );
}

/** Runs statements that may overtake each other on so many connections, each taking the next when it is done with its last. */
async function built(engine: Engine, connections: number, statements: readonly string[]): Promise<void> {
  const waiting = statements.values();
  const builder = async () => {
    const client = await engine.database.pool.connect();
    await client.query("set maintenance_work_mem = '512MB'; set statement_timeout = 0; set max_parallel_maintenance_workers = 0");
    for (const statement of waiting) await client.query(statement);
    await client.query("reset all");
    client.release();
  };
  await Promise.all(Array.from({ length: connections }, builder));
}
