import { isTransaction, type Queryable } from "#platform/database.ts";
import type { Access } from "../access/access.ts";
import type { ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";

/** Rows each transaction has locked for writing, by table: whole where it has read them, null where it has not. */
const held = new WeakMap<Queryable, Map<string, Map<string, AnyRecord | null>>>();

/** Those of the rows that the transaction has not locked yet: asking again would cost a statement for nothing. */
export function notHeld(db: Queryable, { table }: ModelObject, ids: Iterable<string>): string[] {
  const known = held.get(db)?.get(table);
  return [...ids].filter((id) => !known?.has(id));
}

/** Remembers what a statement of the transaction has locked, until it ends or goes back to a savepoint; outside of one, locks end with their statement. */
export function rememberHeld(db: Queryable, object: ModelObject, ids: Iterable<string>): void {
  if (!isTransaction(db)) return;
  const known = heldOf(db, object);
  for (const id of ids) if (!known.has(id)) known.set(id, null);
}

/** Remembers locked rows as they now stand: nobody else changes them, so whoever asks need not read them again. */
export function rememberRows(db: Queryable, object: ModelObject, records: Iterable<AnyRecord>): void {
  if (!isTransaction(db)) return;
  const known = heldOf(db, object);
  for (const record of records) known.set(record.id, record);
}

/** A locked row as the transaction has last read or written it; undefined where it must be read. */
export function heldRow(db: Queryable, { table }: ModelObject, id: string): AnyRecord | undefined {
  return held.get(db)?.get(table)?.get(id) ?? undefined;
}

/** Rows each transaction keeps others from changing without having locked them for writing itself, by table. */
const kept = new WeakMap<Queryable, Map<string, AnyRecord>>();

/** Remembers a row that a statement of the transaction has locked against changes. */
export function rememberKept(db: Queryable, { table }: ModelObject, record: AnyRecord): void {
  if (isTransaction(db)) kept.set(db, (kept.get(db) ?? new Map()).set(table, record));
}

/** The row of a table that the transaction keeps as it is; undefined where it must be read. */
export function keptRow(db: Queryable, { table }: ModelObject): AnyRecord | undefined {
  return kept.get(db)?.get(table);
}

/** Rows of which a statement has written part, without saying what the rest is. They stay locked. */
export function forgetRows(db: Queryable, { table }: ModelObject, ids: Iterable<string>): void {
  kept.get(db)?.delete(table);
  const known = held.get(db)?.get(table);
  for (const id of ids) if (known?.has(id)) known.set(id, null);
}

/** What each transaction has found visible to somebody, by his access. */
const seen = new WeakMap<Queryable, WeakMap<Access, Set<AnyRecord>>>();

/** Remembers that the access shows these rows, which are locked: what is asked of them again has been answered. */
export function rememberSeen(db: Queryable, access: Access, records: Iterable<AnyRecord>): void {
  const byAccess = seen.get(db) ?? new WeakMap<Access, Set<AnyRecord>>();
  seen.set(db, byAccess);
  const known = byAccess.get(access) ?? new Set();
  byAccess.set(access, known);
  for (const record of records) known.add(record);
}

/** Whether a row is locked, has been found visible to the access, and has not been written since. */
export function isSeen(db: Queryable, access: Access, object: ModelObject, id: string): boolean {
  const row = heldRow(db, object, id);
  return row !== undefined && seen.get(db)?.get(access)?.has(row) === true;
}

/** Going back to a savepoint has given back what was locked since; what was locked before is merely asked for again. */
export function forgetHeld(db: Queryable): void {
  held.delete(db);
  kept.delete(db);
  seen.delete(db);
}

function heldOf(db: Queryable, { table }: ModelObject): Map<string, AnyRecord | null> {
  const tables = held.get(db) ?? new Map<string, Map<string, AnyRecord | null>>();
  held.set(db, tables);
  const known = tables.get(table) ?? new Map<string, AnyRecord | null>();
  tables.set(table, known);
  return known;
}
