import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Row } from "#platform/database.ts";
import { newId } from "#platform/new-id.ts";
import type { Company } from "../ctx.ts";
import { currencyOf } from "../fields/coin.ts";
import { currencyScale, roundedMoney } from "../fields/decimal.ts";
import { fieldKind } from "../fields/field-kind.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { once } from "../model/once.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";

/** A record with every key, so that rules never meet `undefined`. */
export function blankRecord({ company }: { company: Company }, object: ModelObject): AnyRecord {
  const record: AnyRecord = { ...blankOf(object), id: newId() };
  for (const field of linkFields(object)) record[field.key] = [];
  for (const field of sumFields(object)) record[field.key] = field.ofMoney ? roundedMoney(0, company.currency) : "0";
  return record;
}

const blankOf = once((object: ModelObject): AnyRecord => {
  const fields = [...object.fields.values()];
  const empty = fields.flatMap(({ columns }) => columns.map(({ key }) => [key, null] as const));
  const counts = fields.flatMap(({ rollup, key }) => (rollup?.kind === "count" ? [[key, 0] as const] : []));
  return { ...Object.fromEntries([...empty, ...counts]), id: "", version: 1 };
});

const sumFields = once((object: ModelObject) => [...object.fields.values()].filter(({ rollup }) => rollup?.kind === "sum"));

const columnsOfWhole = once((_object: ModelObject) => new Map<string, Sql>());

/** The select list that makes whole records: every column under its key, links as arrays of ids. */
export function recordColumns(company: Company, object: ModelObject, alias: string): Sql {
  const known = columnsOfWhole(object);
  const place = `${company.schema} ${alias}`;
  const columns = known.get(place) ?? allColumns(company, object, alias);
  known.set(place, columns);
  return columns;
}

function allColumns(company: Company, object: ModelObject, alias: string): Sql {
  const columns = object.columns.map(({ key, column }) => sql`${ident(alias)}.${ident(column)} as ${raw(`"${key}"`)}`);
  const links = linkFields(object).map(
    (field) => sql`(select coalesce(array_agg(l.target_id order by l.target_id), '{}')
      from ${linkTable(company, object, field)} l where l.record_id = ${ident(alias)}.id) as ${raw(`"${field.key}"`)}`,
  );
  return join([...columns, ...links], ", ");
}

/** The fields of an object that are kept in tables of links, not in its own. */
export const linkFields = once((object: ModelObject) =>
  [...object.fields.values()].filter(({ type }) => type === "multiReference"),
);

/** The table of a field of several references: pairs of record and target. */
export function linkTable(company: Company, object: ModelObject, field: ModelField): Sql {
  return tableOf(company, `${object.table}_${snake(field.name)}`);
}

/** Turns a row of the driver into a record: decimals at their currency's scale, numbers as numbers. Changes the row in place. */
export function recordOf(company: Company, object: ModelObject, row: Row): AnyRecord {
  for (const { key, read } of readersOf(object)) {
    if (row[key] !== null && row[key] !== undefined) row[key] = read(row[key], row, company);
  }
  return row as AnyRecord;
}

type Reader = { key: string; read(value: any, row: Row, company: Company): unknown };

const readersOf = once((object: ModelObject): Reader[] => [...object.fields.values()].flatMap(readersOfField));

function readersOfField(field: ModelField): Reader[] {
  if (field.type === "money") {
    return [
      { key: field.name, read: (value, row, company) => atScale(value, currencyScale(currencyOf(field, row, company))) },
      { key: `${field.name}Base`, read: (value, _row, company) => baseAmount(value, company) },
    ];
  }
  if (field.ofMoney && field.rollup?.inOwnCurrency)
    return [{ key: field.key, read: (value, row, company) => atScale(value, currencyScale(row.currency ?? company.currency)) }];
  if (field.ofMoney) return [{ key: field.key, read: (value, _row, company) => baseAmount(value, company) }];
  const { read } = fieldKind(field.type);
  return read ? [{ key: field.key, read: (value) => read(value, field) }] : [];
}

function baseAmount(value: string, company: Company): string {
  return atScale(value, currencyScale(company.currency));
}

/** Amounts are stored rounded in a wider column: cutting the padding is exact and needs no arithmetic. */
function atScale(value: string, scale: number): string {
  const point = value.indexOf(".");
  const whole = point === -1 ? value : value.slice(0, point);
  if (scale === 0) return whole;
  const wanted = whole.length + 1 + scale;
  return value.length >= wanted ? value.slice(0, wanted) : `${whole}.${value.slice(whole.length + 1).padEnd(scale, "0")}`;
}

/** Rows of many records as one JSON parameter: the statement's text does not depend on how many there are. */
export function asRecordset(object: ModelObject, keys: ReadonlySet<string>): { definition: Sql; columns: Sql[]; rows: RowMaker } {
  const used = object.columns.filter(({ key }) => keys.has(key));
  return {
    columns: used.map(({ column }) => ident(column)),
    definition: definitionOf(used),
    rows: (records) => jsonRows(used, records),
  };
}

type RowMaker = (records: readonly AnyRecord[]) => string;

/** Chunks up to so many rows are always written by the same statement, which each connection keeps prepared. */
const FEW = 8;

/**
 * Rows to be written, as a source of a statement: the columns and where each has its value. Of a larger chunk, what all have alike is
 * said once and not read from JSON row by row.
 */
export function asSource(
  object: ModelObject,
  keys: ReadonlySet<string> | null,
  records: readonly AnyRecord[],
): { columns: { name: Sql; value: Sql }[]; from: Sql } {
  const used = object.columns.filter(({ key }) => keys === null || keys.has(key));
  const [first] = records;
  const isAlike = ({ key }: Column) => records.every((record) => (record[key] ?? null) === (first![key] ?? null));
  const alike = new Set(records.length > FEW ? used.filter(isAlike) : []);
  const own = used.filter((column) => !alike.has(column));
  const rows = sql`json_to_recordset(${jsonRows(own, records)}::json) as r(${definitionOf(own)})`;
  return {
    columns: used.map((column) => {
      const name = ident(column.column);
      return { name, value: alike.has(column) ? sql`c.${name}` : sql`r.${name}` };
    }),
    from:
      alike.size === 0
        ? rows
        : sql`${rows}, json_to_record(${jsonRow([...alike], first!)}::json) as c(${definitionOf([...alike])})`,
  };
}

type Column = ModelObject["columns"][number];

const definitionOf = (columns: readonly Column[]): Sql =>
  join(
    columns.map(({ column, sqlType }) => sql`${ident(column)} ${raw(sqlType)}`),
    ", ",
  );

function jsonRows(columns: readonly Column[], records: readonly AnyRecord[]): string {
  return `[${records.map((record) => jsonRow(columns, record)).join()}]`;
}

/** Written piece by piece: an object made for it would grow by forty names, which takes longer than writing it. */
function jsonRow(columns: readonly Column[], record: AnyRecord): string {
  let row = "";
  for (const { key, column } of columns) {
    const value = record[key];
    if (value !== null && value !== undefined) row += `${row === "" ? "" : ","}"${column}":${JSON.stringify(value)}`;
  }
  return `{${row}}`;
}
