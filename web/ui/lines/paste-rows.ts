import { parseDecimalText } from "#engine/fields/decimal.ts";
import type { WireField } from "#engine/wire.ts";
import { isNumber } from "./columns.ts";
import { blankRow, type LineRow } from "./line-rows.ts";

/** The cells of a spreadsheet as the clipboard holds them: tabs between cells, a cell with breaks in quotes. Null for plain words. */
export function cellsOf(text: string): string[][] | null {
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(plain)) return null;
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of plain.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
    rows.at(-1)!.push((quoted?.replaceAll('""', '"') ?? bare).trim());
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}

export type Pasted = {
  rows: LineRow[];
  /** Cells that name a record: they are looked up, and filled when found. */
  named: { row: string; field: WireField; text: string }[];
};

/**
 * Fills cells from one cell on to the right and downwards, adding lines as needed. A first row of column names says which
 * columns are meant instead.
 */
export function pasteCells(
  cells: readonly (readonly string[])[],
  rows: readonly LineRow[],
  at: { row: number; column: number },
  columns: readonly WireField[],
  fields: readonly WireField[],
): Pasted {
  const headed = headOf(cells[0] ?? [], columns);
  const wanted = headed ?? columns.slice(at.column);
  const lines = headed ? cells.slice(1) : cells;
  const filled = [...rows];
  const named: Pasted["named"] = [];
  lines.forEach((line, index) => {
    const target = filled[at.row + index] ?? blankRow(fields);
    const values = { ...target.values };
    line.forEach((text, column) => {
      const field = wanted[column];
      if (!field || field.readOnly || text === "") return;
      if (field.type === "reference") named.push({ row: target.key, field, text });
      else values[field.key] = cellValue(field, text);
    });
    filled[at.row + index] = { ...target, values };
  });
  return { rows: filled, named };
}

function headOf(first: readonly string[], columns: readonly WireField[]): (WireField | undefined)[] | null {
  const meant = first.map((text) => columns.find((field) => field.label === text));
  const known = meant.filter((field) => field !== undefined).length;
  return known > 0 && known >= first.filter((text) => text !== "").length / 2 ? meant : null;
}

/** Numbers as people and files write them; what is none stays as it is, for the server to refuse at its cell. */
function cellValue(field: WireField, text: string): unknown {
  if (isNumber(field)) return parseDecimalText(text.replace(/[%％]$/, ""))?.toFixed() ?? text;
  if (field.options) return field.options.find((option) => option.label === text || option.value === text)?.value ?? null;
  if (field.type === "boolean") return /^(是|y|yes|true|1)$/i.test(text);
  if (field.type === "date") return dateOf(text);
  return text;
}

function dateOf(text: string): string {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}
