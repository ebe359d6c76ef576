import type { Readable } from "node:stream";
import { LARGEST_FILE, LARGEST_FILE_WORDS } from "#platform/files.ts";
import { AppError } from "../errors.ts";
import { csvFormat, csvRows } from "./read-csv.ts";
import { isZip, xlsxRows, xlsxSheets } from "./read-xlsx.ts";

/** How a file is read; found once, at upload. */
export type TableFormat =
  | { kind: "xlsx"; sheet: string; sheets: string[] }
  | { kind: "csv"; encoding: "utf-8" | "gb18030" | "utf-16le"; delimiter: string };

/** A row of text cells; `no` is its number in the file, as a spreadsheet shows it. */
export type TableRow = { no: number; cells: string[] };

/** Opens the file from its beginning; a table is read several times and never held. */
export type OpenFile = () => Promise<Readable>;

/** Finds out what kind of table a file is, by its bytes and not by its name. */
export async function detectFormat(open: OpenFile, sheet?: string): Promise<TableFormat> {
  const start = await firstBytes(open, 4);
  if (start.length === 0) throw new AppError("import.file_empty");
  if (isZip(start)) {
    const sheets = await xlsxSheets(await allBytes(open));
    const chosen = sheets.find((name) => name === sheet) ?? sheets[0];
    if (chosen === undefined) throw new AppError("import.file_empty");
    return { kind: "xlsx", sheet: chosen, sheets };
  }
  // The old binary format of Excel; saving as .xlsx is one click for the person and a library for us.
  if (start[0] === 0xd0 && start[1] === 0xcf) throw new AppError("import.file_xls");
  return await csvFormat(open);
}

/** The rows of a table as text, header and all, empty ones left out. */
export async function* tableRows(open: OpenFile, format: TableFormat): AsyncGenerator<TableRow> {
  const rows = format.kind === "xlsx" ? xlsxRows(await allBytes(open), format.sheet) : csvRows(open, format);
  for await (const row of rows) {
    if (row.cells.some((cell) => cell !== "")) yield row;
  }
}

const TITLE_ROWS = 10;

/** The header and what follows it. Lines above that hold a single cell, as a printed title does, are passed over. */
export async function readTable(
  open: OpenFile,
  format: TableFormat,
): Promise<{ header: string[]; rows: AsyncGenerator<TableRow> }> {
  const rows = tableRows(open, format);
  const narrow: TableRow[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    if (next.value.cells.filter((cell) => cell !== "").length > 1) return { header: trimEnd(next.value.cells), rows };
    narrow.push(next.value);
    if (narrow.length > TITLE_ROWS) break;
  }
  // A table of one column has nothing but single cells.
  const [first, ...rest] = narrow;
  if (first === undefined) throw new AppError("import.file_empty");
  return { header: trimEnd(first.cells), rows: after(rest, rows) };
}

async function* after(first: readonly TableRow[], rest: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  yield* first;
  yield* rest;
}

function trimEnd(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
}

async function firstBytes(open: OpenFile, count: number): Promise<Buffer> {
  const stream = await open();
  let start: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    start = Buffer.concat([start, chunk]);
    if (start.length >= count) break;
  }
  return start.subarray(0, count);
}

async function allBytes(open: OpenFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await open()) {
    size += chunk.length;
    if (size > LARGEST_FILE) throw new AppError("too_large", { params: { max: LARGEST_FILE_WORDS } });
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
