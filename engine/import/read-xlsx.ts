import { AppError } from "../errors.ts";
import { plainCell } from "./plain-cell.ts";
import type { TableRow } from "./read-table.ts";

// The only file that knows which library reads spreadsheets; it takes 7 MB and is loaded by those who need it.
const library = () => import("hucre/xlsx");

/** Whether the bytes begin as a workbook's do, whatever the file is called. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** Names of the visible sheets. */
export async function xlsxSheets(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = [];
  const { readXlsx } = await library();
  await translating(async () => {
    await readXlsx(bytes, {
      sheets: (info) => {
        if (!info.hidden && !info.veryHidden) names.push(info.name);
        return false;
      },
    });
  });
  return names;
}

/** The rows of a sheet one after the other, cells as text. */
export async function* xlsxRows(bytes: Uint8Array, sheet: string): AsyncGenerator<TableRow> {
  const { streamXlsxRows } = await library();
  const rows = streamXlsxRows(bytes, { sheet });
  while (true) {
    const next = await translating(() => rows.next());
    if (next.done) return;
    yield { no: next.value.index + 1, cells: next.value.values.map(cellText) };
  }
}

/** A broken file is the person's to replace, whatever the library calls what is wrong with it. */
async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError("import.file_unreadable", { params: { reason: (error as Error).message } });
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return numberText(value);
  if (value instanceof Date) return dateText(value);
  if (typeof value === "object") return "";
  return plainCell(String(value));
}

/** Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 was meant as 0.3, and a phone number has no exponent. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return "";
  const plain = Number(value.toPrecision(15));
  const text = String(plain);
  return text.includes("e") ? plain.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return "";
  const [day, time] = value.toISOString().slice(0, 19).split("T") as [string, string];
  return time === "00:00:00" ? day : `${day} ${time}`;
}
