import type { WireField } from "#engine/wire.ts";
import { leastWidth, takesRest } from "./columns.ts";

const NUMBER = 36;

/** The widths of a table of lines: its number, its columns, and the tools at its end where there are some. */
export function LineColumns({ columns, tools }: { columns: readonly WireField[]; tools: number }) {
  return (
    <colgroup>
      <col style={{ width: NUMBER }} />
      {columns.map((field) => (
        <col key={field.key} style={takesRest(field) ? {} : { width: leastWidth(field) }} />
      ))}
      {tools > 0 && <col style={{ width: tools }} />}
    </colgroup>
  );
}

/** Narrower than this the table scrolls. */
export function leastTable(columns: readonly WireField[], tools: number): number {
  return columns.reduce((sum, field) => sum + leastWidth(field), NUMBER + tools);
}
