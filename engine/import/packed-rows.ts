import type { TableRow } from "./read-table.ts";

const PACK = 500;

/**
 * The same rows, taken to the end before the first is given out: the reader of spreadsheets does not wait for whoever takes its
 * rows, and while a database writes they would all pile up as objects, ten times the size of their text.
 */
export async function* packedRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  const packs: Buffer[] = [];
  let pack: TableRow[] = [];
  for await (const row of rows) {
    pack.push(row);
    if (pack.length === PACK) {
      packs.push(packOf(pack));
      pack = [];
    }
  }
  packs.push(packOf(pack));
  for (let next = packs.shift(); next !== undefined; next = packs.shift()) yield* JSON.parse(next.toString()) as TableRow[];
}

function packOf(rows: readonly TableRow[]): Buffer {
  return Buffer.from(JSON.stringify(rows));
}
