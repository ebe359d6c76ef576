import type { WireField } from "#engine/wire.ts";
import { isFilled, type LineRow, writtenRows } from "./line-rows.ts";

/** What was done to one line; `row` is where the server's answer about it is shown, absent for a line that is gone. */
export type ChangedRow = { change: Record<string, unknown>; row?: LineRow };

/** The lines that differ from those the contract has: changed, new and removed ones. Untouched ones are not told. */
export function changedRows(before: readonly LineRow[], after: readonly LineRow[], fields: readonly WireField[]): ChangedRow[] {
  const filled = after.filter((row) => isFilled(row, fields));
  const kept = new Set(filled.map(({ id }) => id));
  const stood = new Map(writtenRows(before, fields).map((line) => [line.id, line]));
  const removed = before.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ change: { id, removed: true } }));
  const written = writtenRows(filled, fields).flatMap((line, i) => {
    const known = stood.get(line.id);
    const change = known ? differing(line, known) : line;
    return Object.keys(change).length > (known ? 1 : 0) ? [{ change, row: filled[i]! }] : [];
  });
  return [...written, ...removed];
}

function differing({ id, ...line }: Record<string, unknown>, known: Record<string, unknown>): Record<string, unknown> {
  return { id, ...Object.fromEntries(Object.entries(line).filter(([key, value]) => String(value) !== String(known[key]))) };
}
