import { dateFormatsOf } from "../fields/time.ts";
import type { DateFormat, ImportColumn } from "./import-wire.ts";
import type { TableRow } from "./read-table.ts";

/** Values remembered per column: enough to offer them for mapping, not enough to hold a file. */
const MOST_VALUES = 300;
const SAMPLE_ROWS = 10;

export type Profile = { columns: ImportColumn[]; sample: string[][]; rows: number };

/** Looks through the whole table once: types, date formats that fit, and the values of columns that have few. */
export async function profileTable(header: readonly string[], rows: AsyncIterable<TableRow>): Promise<Profile> {
  const columns = header.map((name, index) => newColumn(name, index));
  const sample: string[][] = [];
  let count = 0;
  for await (const { cells } of rows) {
    count += 1;
    if (sample.length < SAMPLE_ROWS) sample.push(header.map((_, i) => cells[i] ?? ""));
    for (const column of columns) column.see(cells[column.index] ?? "");
  }
  return { columns: columns.map((column) => column.done()), sample, rows: count };
}

function newColumn(header: string, index: number) {
  const values = new Map<string, number>();
  const fits = new Set(["number", "date", "dateTime", "boolean"] as ImportColumn["type"][]);
  let formats: string[] | null = null;
  let empty = 0;
  let distinct = 0;

  return {
    index,
    see(cell: string): void {
      if (cell === "") {
        empty += 1;
        return;
      }
      const known = values.get(cell);
      if (known !== undefined) {
        values.set(cell, known + 1);
        return;
      }
      distinct += 1;
      if (values.size <= MOST_VALUES) values.set(cell, 1);
      if (fits.has("number") && !/^[-+(]?\s*[¥$€£]?\s*[\d,，]*\.?\d+\s*%?\)?$/.test(cell.normalize("NFKC")))
        fits.delete("number");
      if (fits.has("boolean") && !/^(true|false|yes|no|y|n|是|否)$/i.test(cell)) fits.delete("boolean");
      if (fits.has("date") || fits.has("dateTime")) seeDate(cell);
    },
    done(): ImportColumn {
      return {
        index,
        header,
        type: distinct === 0 ? "empty" : typeOf(fits),
        dateFormats: fits.has("date") || fits.has("dateTime") ? ((formats ?? []) as DateFormat[]) : [],
        empty,
        distinct,
        values: distinct > 0 && distinct <= MOST_VALUES ? byCount(values) : null,
      };
    },
  };

  function seeDate(cell: string): void {
    const here = dateFormatsOf([cell]);
    const left = formats === null ? here : formats.filter((format) => here.includes(format));
    formats = left;
    if (left.length === 0) {
      fits.delete("date");
      fits.delete("dateTime");
    }
    if (/\d:\d\d/.test(cell)) fits.delete("date");
  }
}

function typeOf(fits: ReadonlySet<ImportColumn["type"]>): ImportColumn["type"] {
  return (["date", "dateTime", "number", "boolean"] as const).find((type) => fits.has(type)) ?? "text";
}

function byCount(values: ReadonlyMap<string, number>): { value: string; count: number }[] {
  return [...values].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
