import type { Model, ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { quoted } from "../model/sql.ts";
import { isSearched } from "../search/is-searched.ts";
import { type IndexDefinition, indexesOf } from "./indexes.ts";
import { documentPartition } from "./search-partitions.ts";

export type DesiredColumn = { name: string; type: string; clause: string };
export type DesiredConstraint = { name: string; definition: string };

/** What one table should be. Columns and constraints that are no longer desired stay. */
export type DesiredTable = {
  name: string;
  /** Of a table of the engine's, whose columns and keys it takes over. */
  partitionOf?: { table: string; value: string };
  columns: readonly DesiredColumn[];
  constraints: readonly DesiredConstraint[];
  indexes: readonly IndexDefinition[];
};

/** The tables a company's effective model asks for: per object, per multi-reference, and for what of an object is searched. `schema` is quoted. */
export function desiredTables(model: Model, schema: string): DesiredTable[] {
  const objects = [...model.objects.values()];
  return [
    ...objects.flatMap((object) => [objectTable(object, model, schema), ...linkTables(object, model, schema)]),
    ...objects.filter(isSearched).map(documentPartition),
  ];
}

const CLAUSES: Record<string, string> = {
  id: "not null",
  created_at: "not null default now()",
  updated_at: "not null default now()",
  version: "not null default 1",
};

function objectTable(object: ModelObject, model: Model, schema: string): DesiredTable {
  const fields = [...object.fields.values()];
  return {
    name: object.table,
    columns: object.columns.map(({ column, sqlType }) => ({
      name: column,
      type: sqlType,
      clause: CLAUSES[column] ?? rollupDefault(fields, column),
    })),
    constraints: [
      { name: `${object.table}_pkey`, definition: "primary key (id)" },
      ...fields.flatMap((field) => foreignKey(object, field, model, schema)),
      ...fields.flatMap((field) => bounds(object, field)),
    ],
    indexes: indexesOf(object),
  };
}

/** Sums and counts of nothing are zero, also for rows written before the roll-up existed. */
function rollupDefault(fields: readonly ModelField[], column: string): string {
  const field = fields.find((candidate) => candidate.rollup && candidate.columns[0]?.column === column);
  return field?.rollup && ["sum", "count"].includes(field.rollup.kind) ? "not null default 0" : "";
}

/** The engine's own references (who created, who changed) name users, which are never removed: no key, no cost per write. */
function foreignKey(object: ModelObject, field: ModelField, model: Model, schema: string): DesiredConstraint[] {
  if (field.to === undefined || field.system || field.type === "multiReference") return [];
  const target = model.objects.get(field.to);
  if (!target) throw new Error(`${object.name}.${field.name}: no object "${field.to}"`);
  const column = field.columns[0]!.column;
  const references = `foreign key (${quoted(column)}) references ${schema}.${quoted(target.table)} (id) deferrable initially immediate`;
  return [{ name: `${object.table}_${column}_fkey`, definition: references }];
}

/** What a roll-up may not exceed and not fall below: whatever is done at once, the database refuses the one too many. */
function bounds(object: ModelObject, { name, columns, rollup }: ModelField): DesiredConstraint[] {
  if (rollup === undefined) return [];
  const column = columns[0]!.column;
  const constraints: DesiredConstraint[] = [];
  if (rollup.atMost !== undefined) {
    // Sums of money are in base currency, and so is what bounds them, unless all of it is in the record's own.
    const limit = object.fields.get(rollup.atMost)?.columns.at(rollup.inOwnCurrency ? 0 : -1)?.column;
    if (limit === undefined) throw new Error(`${object.name}.${name}: no stored field "${rollup.atMost}"`);
    constraints.push({ name: `${object.table}_${column}_bound`, definition: `check (${quoted(column)} <= ${quoted(limit)})` });
  }
  if (rollup.atLeast !== undefined)
    constraints.push({ name: `${object.table}_${column}_floor`, definition: `check (${quoted(column)} >= ${rollup.atLeast})` });
  return constraints;
}

function linkTables(object: ModelObject, model: Model, schema: string): DesiredTable[] {
  return [...object.fields.values()]
    .filter((field) => field.type === "multiReference")
    .map((field) => linkTable(object, field, model, schema));
}

function linkTable(object: ModelObject, field: ModelField, model: Model, schema: string): DesiredTable {
  const name = `${object.table}_${snake(field.name)}`;
  const target = model.objects.get(field.to as string);
  if (!target) throw new Error(`${object.name}.${field.name}: no object "${field.to}"`);
  return {
    name,
    columns: ["record_id", "target_id"].map((column) => ({ name: column, type: "uuid", clause: "not null" })),
    constraints: [
      { name: `${name}_pkey`, definition: "primary key (record_id, target_id)" },
      { name: `${name}_record_fkey`, definition: `foreign key (record_id) references ${schema}.${quoted(object.table)} (id)` },
      { name: `${name}_target_fkey`, definition: `foreign key (target_id) references ${schema}.${quoted(target.table)} (id)` },
    ],
    // serves "which records name this target"
    indexes: [{ name: `${name}_target`, columns: "target_id, record_id" }],
  };
}
