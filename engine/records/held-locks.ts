import type { Queryable } from "#platform/database.ts";
import type { ModelObject } from "../model/model.ts";

/** Rows each transaction has locked for writing, by table. They stay locked until it ends, or goes back to a savepoint. */
const held = new WeakMap<Queryable, Map<string, Set<string>>>();

/** Those of the rows that the transaction has not locked yet: asking again would cost a statement for nothing. */
export function notHeld(db: Queryable, { table }: ModelObject, ids: Iterable<string>): string[] {
  const known = held.get(db)?.get(table);
  return [...ids].filter((id) => !known?.has(id));
}

/** Remembers what a statement of the transaction has locked; outside of one, locks end with their statement. */
export function rememberHeld(db: Queryable, { table }: ModelObject, ids: Iterable<string>): void {
  if (!("client" in db)) return;
  const tables = held.get(db) ?? new Map<string, Set<string>>();
  held.set(db, tables);
  const known = tables.get(table) ?? new Set();
  tables.set(table, known);
  for (const id of ids) known.add(id);
}

/** Going back to a savepoint has given back what was locked since; what was locked before is merely asked for again. */
export function forgetHeld(db: Queryable): void {
  held.delete(db);
}
