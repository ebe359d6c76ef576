import type { WireField, WireRecord, WireReference } from "#engine/wire.ts";
import { inputValue, knownOf } from "../fields/values.ts";

/** A line while it is edited: what is written of it by field key, and what its references are called. */
export type LineRow = {
  /** Stays with the line wherever it is moved. */
  key: string;
  /** The stored line; a new one has none. */
  id?: string;
  values: Readonly<Record<string, any>>;
  known: Readonly<Record<string, WireReference | WireReference[] | null>>;
  /** What the server made of it, by field key: shown, never sent. Whatever is typed anew is left out until it answers again. */
  found?: Readonly<Record<string, any>>;
};

/** Messages by `row key.field key`. */
export type LineProblems = Readonly<Record<string, string>>;

export type ChangeRows = (change: (rows: readonly LineRow[]) => readonly LineRow[]) => void;

export function blankRow(fields: readonly WireField[]): LineRow {
  const stated = fields.filter((field) => !field.readOnly && field.default !== undefined && field.default !== null);
  return {
    key: crypto.randomUUID(),
    values: Object.fromEntries(stated.map((field) => [field.key, field.default])),
    known: {},
  };
}

export function rowOf(record: WireRecord, fields: readonly WireField[]): LineRow {
  return {
    key: record.id,
    id: record.id,
    values: Object.fromEntries(fields.map((field) => [field.key, inputValue(field, record)])),
    known: Object.fromEntries(fields.map((field) => [field.key, knownOf(field, record)])),
  };
}

/** Somebody has said something of the line that a new one does not begin with. */
export function isFilled(row: LineRow, fields: readonly WireField[]): boolean {
  if (row.id !== undefined) return true;
  return fields.some((field) => {
    const value = row.values[field.key] ?? null;
    return !field.readOnly && value !== null && value !== "" && value !== (field.default ?? null);
  });
}

/** Lines as the API takes them, in their order. What rules set stays with the rules. */
export function writtenRows(rows: readonly LineRow[], fields: readonly WireField[]): Record<string, unknown>[] {
  const stated = fields.filter((field) => !field.readOnly);
  return rows.map(({ id, values }) => ({
    ...(id === undefined ? {} : { id }),
    ...Object.fromEntries(
      stated.filter(({ key }) => id !== undefined || !isNothing(values[key])).map(({ key }) => [key, nothingAsNull(values[key])]),
    ),
  }));
}

export function changeRow(rows: readonly LineRow[], key: string, change: (row: LineRow) => LineRow): LineRow[] {
  return rows.map((row) => (row.key === key ? change(row) : row));
}

export function setValue(row: LineRow, field: WireField, value: unknown, known?: WireReference): LineRow {
  const { [field.key]: _, ...found } = row.found ?? {};
  return {
    ...row,
    values: { ...row.values, [field.key]: value },
    known: known ? { ...row.known, [field.key]: known } : row.known,
    found,
  };
}

/** The line with what the server made of it; where something in it is wrong or missing, what it made of it last. */
export function foundIn(row: LineRow, record: WireRecord | null, fields: readonly WireField[]): LineRow {
  if (record === null) return row;
  const { values, known } = rowOf(record, fields);
  return { ...row, known: { ...known, ...withoutNothing(row.known) }, found: values };
}

/** The line as it is shown: what was typed, completed by what was found. */
export function shownRow(row: LineRow): LineRow {
  return { ...row, values: { ...row.values, ...row.found } };
}

export function moveRow(rows: readonly LineRow[], key: string, to: number): LineRow[] {
  const moved = rows.find((row) => row.key === key);
  const rest = rows.filter((row) => row.key !== key);
  return moved ? rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, moved) : rest;
}

/** Where the server's `lines.2.price` stands on the screen, and which of the errors have a place there. */
export function problemsAt<E extends { field: string; message: string }>(
  errors: readonly E[],
  path: string,
  rows: readonly (LineRow | undefined)[],
  fields: readonly WireField[],
): { problems: LineProblems; placed: E[] } {
  const problems: Record<string, string> = {};
  const placed: E[] = [];
  for (const error of errors) {
    const [head, index = "", name = ""] = error.field.split(".");
    const row = rows[Number(index)];
    const field = fields.find((one) => one.key === name || one.name === name);
    if (head !== path || index === "" || !row || !field) continue;
    problems[`${row.key}.${field.key}`] = error.message;
    placed.push(error);
  }
  return { problems, placed };
}

function withoutNothing<T>(known: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(known).filter(([, one]) => !isNothing(one)));
}

const isNothing = (value: unknown) => value === undefined || value === null || value === "";
const nothingAsNull = (value: unknown) => (isNothing(value) ? null : value);
