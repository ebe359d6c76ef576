import { Readable } from "node:stream";
import iconv from "iconv-lite";
import { csvLine, type OutCell, safe } from "./csv-line.ts";

export type OutFormat = "xlsx" | "csv" | "csv-gb18030";

/** `format` is the spreadsheet's number format of the column. */
export type OutColumn = string | { title: string; format?: string };

export const CONTENT_TYPES: Readonly<Record<OutFormat, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  "csv-gb18030": "text/csv; charset=gb18030",
};

/** A table as bytes, made while they are read: memory does not grow with the rows. */
export function writeTable(
  format: OutFormat,
  name: string,
  header: readonly OutColumn[],
  rows: AsyncIterable<readonly (readonly OutCell[])[]>,
): Readable {
  if (format === "xlsx") return Readable.from(xlsxBytes(name, header, rows), { objectMode: false });
  const lines = csvLines(header, rows);
  // The mark tells a spreadsheet program that the text is UTF-8.
  return Readable.from(format === "csv" ? withMark(lines) : encoded(lines), { objectMode: false });
}

async function* xlsxBytes(
  name: string,
  header: readonly OutColumn[],
  rows: AsyncIterable<readonly (readonly OutCell[])[]>,
): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import("hucre/xlsx");
  yield* writeXlsxStream(flat(rows), {
    // Sheet names are bounded and know forbidden characters.
    name: name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31) || "1",
    columns: header.map((column) => ({ header: safe(titleOf(column)) as string, ...numFmtOf(column) })),
    freezePane: { rows: 1 },
  }) as unknown as AsyncIterable<Uint8Array>;
}

function titleOf(column: OutColumn): string {
  return typeof column === "string" ? column : column.title;
}

function numFmtOf(column: OutColumn): { numFmt?: string } {
  return typeof column === "string" || column.format === undefined ? {} : { numFmt: column.format };
}

async function* flat(batches: AsyncIterable<readonly (readonly OutCell[])[]>): AsyncGenerator<OutCell[]> {
  for await (const batch of batches) for (const row of batch) yield row.map(safe);
}

async function* csvLines(
  header: readonly OutColumn[],
  batches: AsyncIterable<readonly (readonly OutCell[])[]>,
): AsyncGenerator<string> {
  yield csvLine(header.map(titleOf));
  for await (const batch of batches) yield batch.map(csvLine).join("");
}

async function* withMark(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield Buffer.from([0xef, 0xbb, 0xbf]);
  for await (const line of lines) yield Buffer.from(line, "utf8");
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield iconv.encode(line, "gb18030");
}
