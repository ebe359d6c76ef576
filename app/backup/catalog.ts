import type pg from "pg";

/** What has to be said to make a table again, in the words of the catalog: no model of any version is needed for it. */
export type TableShape = {
  schema: string;
  table: string;
  /** `partition by …` of a partitioned table; it has no rows of its own. */
  partitionBy: string | null;
  /** Parent and bounds of a partition. */
  partitionOf: { parent: string; bounds: string } | null;
  options: string[];
  columns: { name: string; type: string; notNull: boolean; default: string | null; identity: "a" | "d" | "" }[];
  /** In the order in which they can be added. */
  constraints: { name: string; definition: string; kind: string }[];
  indexes: string[];
};

/** A number generator behind an identity column and where it stands. */
export type SequenceState = { schema: string; table: string; column: string; value: string };

export async function readTables(client: pg.ClientBase, schemas: readonly string[]): Promise<TableShape[]> {
  const tables = await client.query<
    { oid: number; schema: string; table: string } & Pick<TableShape, "partitionBy" | "options"> & {
        parent: string | null;
        bounds: string | null;
      }
  >(
    `select c.oid::int8 as oid, n.nspname as schema, c.relname as table, coalesce(c.reloptions, '{}') as options,
            case c.relkind when 'p' then pg_get_partkeydef(c.oid) end as "partitionBy",
            parent.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bounds
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
     where n.nspname = any($1) and c.relkind in ('r', 'p')
     order by n.nspname, c.relispartition, c.relname`,
    [schemas],
  );
  const shapes: TableShape[] = [];
  for (const { oid, parent, bounds, ...table } of tables.rows) {
    shapes.push({
      ...table,
      partitionOf: parent === null ? null : { parent, bounds: bounds! },
      columns: (await client.query(COLUMNS, [oid])).rows,
      constraints: (await client.query(CONSTRAINTS, [oid])).rows,
      indexes: (await client.query(INDEXES, [oid])).rows.map((row) => row.definition),
    });
  }
  return shapes;
}

const COLUMNS = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
       pg_get_expr(d.adbin, d.adrelid) as default, a.attidentity as identity
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
order by a.attnum`;

// Not-null belongs to the columns (and is listed here only by PostgreSQL 18); what a partition inherits comes with its parent.
const CONSTRAINTS = `
select conname as name, contype as kind, pg_get_constraintdef(oid) as definition
from pg_constraint where conrelid = $1 and contype in ('p', 'u', 'c', 'f', 'x') and conparentid = 0
order by array_position(array['p', 'u', 'x', 'c', 'f'], contype::text), conname`;

const INDEXES = `
select pg_get_indexdef(i.indexrelid) as definition
from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = $1 and i.indisvalid and not c.relispartition
  and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
order by c.relname`;

export async function readSequences(client: pg.ClientBase, tables: readonly TableShape[]): Promise<SequenceState[]> {
  const states: SequenceState[] = [];
  for (const { schema, table, columns, partitionOf } of tables) {
    for (const { name } of columns.filter((column) => column.identity !== "" && !partitionOf)) {
      const { rows } = await client.query<{ sequence: string }>("select pg_get_serial_sequence($1, $2) as sequence", [
        qualified(schema, table),
        name,
      ]);
      const state = await client.query<{ value: string }>(
        `select (case when is_called then last_value else last_value - 1 end)::text as value from ${rows[0]!.sequence}`,
      );
      states.push({ schema, table, column: name, value: state.rows[0]!.value });
    }
  }
  return states;
}

/** Transaction numbers mean nothing in another cluster; restored rows take that of the restore. */
export function copiedColumns(shape: TableShape): string[] {
  return shape.columns.filter((column) => column.type !== "xid8").map((column) => column.name);
}

export function createTable(shape: TableShape): string {
  const name = qualified(shape.schema, shape.table);
  const tail = `${shape.partitionBy ? ` partition by ${shape.partitionBy}` : ""}${shape.options.length > 0 ? ` with (${shape.options.join(", ")})` : ""}`;
  if (shape.partitionOf) {
    return `create table ${name} partition of ${qualified(shape.schema, shape.partitionOf.parent)} ${shape.partitionOf.bounds}${tail}`;
  }
  return `create table ${name} (${shape.columns.map(columnSql).join(", ")})${tail}`;
}

function columnSql(column: TableShape["columns"][number]): string {
  const identity = { a: " generated always as identity", d: " generated by default as identity", "": "" }[column.identity];
  const fallback = column.default === null ? "" : ` default ${column.default}`;
  return `${quoted(column.name)} ${column.type}${fallback}${identity}${column.notNull ? " not null" : ""}`;
}

/** Everything that is quicker to make, or only true, when the rows are there. Foreign keys come after all tables' own keys. */
export function finishTables(shapes: readonly TableShape[]): string[] {
  const add = (shape: TableShape, foreign: boolean) =>
    shape.constraints
      .filter((constraint) => (constraint.kind === "f") === foreign)
      .map(
        ({ name, definition }) =>
          `alter table ${qualified(shape.schema, shape.table)} add constraint ${quoted(name)} ${definition}`,
      );
  return [
    ...shapes.flatMap((shape) => add(shape, false)),
    // On a partitioned table the catalog says ONLY, which would leave the index invalid.
    ...shapes.flatMap((shape) => shape.indexes.map((index) => index.replace(/ ON ONLY /, " ON "))),
    ...shapes.flatMap((shape) => add(shape, true)),
  ];
}

export function qualified(schema: string, table: string): string {
  return `${quoted(schema)}.${quoted(table)}`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
