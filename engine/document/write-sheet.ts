import type { CellStyle } from "hucre";
import { type OutCell, safe } from "../export/csv-line.ts";
import { currencyScale } from "../fields/decimal.ts";
import { amountInWords } from "./amount-in-words.ts";
import type { ColumnKind, DocumentCell, DocumentData, DocumentTable } from "./document.ts";
import { isFigure } from "./figures.ts";

type Row = { cells: OutCell[]; styles: (CellStyle | undefined)[] };

const TITLE: CellStyle = { font: { bold: true, size: 16 } };
const STRONG: CellStyle = { font: { bold: true } };
const QUIET: CellStyle = { font: { color: { rgb: "5A6B75" } } };
const HEAD: CellStyle = {
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "EEF5F7" } },
  border: { bottom: { style: "thin", color: { rgb: "9DB3BD" } } },
};

/** The same document as a sheet that can be counted with: amounts are numbers, the rest stands as it is printed. */
export async function writeSheet(data: DocumentData): Promise<Buffer> {
  const linesOf = (tables: readonly DocumentTable[]) => tables.flatMap((table) => tableRows(table, data.currency));
  const rows = [...headRows(data), ...linesOf(data.tables), ...totalRows(data), ...linesOf(data.annex ?? []), ...termRows(data)];
  const { writeXlsx } = await import("hucre/xlsx");
  const cells = rows.flatMap(({ styles }, row) =>
    styles.flatMap((style, column) => (style ? [[`${row},${column}`, { style }] as const] : [])),
  );
  const bytes = await writeXlsx({
    sheets: [
      {
        name: data.title.slice(0, 31),
        columns: data.tables[0]?.columns.map(({ kind }) => ({ width: WIDTHS[kind] })) ?? [],
        rows: rows.map((row) => row.cells.map(safe)),
        cells: new Map(cells),
      },
    ],
  });
  return Buffer.from(bytes);
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  ...{ order: 8, text: 34, date: 13, number: 12, price: 16, percent: 10, money: 18 },
};

function headRows({ title, number, letterhead, parties = [], facts }: DocumentData): Row[] {
  const said = [...parties.flatMap((party) => [{ label: party.title, value: party.name }, ...party.facts]), ...facts];
  return [
    plain([title], [TITLE]),
    ...(number === null ? [] : [plain([number], [QUIET])]),
    plain([letterhead.name], [STRONG]),
    ...said.filter(({ value }) => value !== null && value !== "").map(({ label, value }) => plain([label, value], [QUIET])),
    plain([]),
  ];
}

function tableRows({ title, columns, rows, sums, empty }: DocumentTable, currency: string): Row[] {
  const styleOf = (kind: ColumnKind, base: CellStyle = {}): CellStyle => ({
    ...base,
    ...(isFigure(kind) ? { alignment: { horizontal: "right" }, numFmt: formatOf(kind, currency) } : {}),
  });
  const written = (row: readonly DocumentCell[], base?: CellStyle): Row => ({
    cells: columns.map(({ kind }, index) => cellValue(row[index] ?? null, kind)),
    styles: columns.map(({ kind }) => styleOf(kind, base)),
  });
  return [
    ...(title ? [plain([title], [STRONG])] : []),
    { cells: columns.map(({ label }) => label), styles: columns.map(({ kind }) => styleOf(kind, HEAD)) },
    ...rows.map((row) => written(row)),
    ...(rows.length === 0 && empty ? [plain([empty], [QUIET])] : []),
    ...(sums ? [written(sums, HEAD)] : []),
    plain([]),
  ];
}

function totalRows({ totals = [], inWords, currency }: DocumentData): Row[] {
  const money: CellStyle = { numFmt: formatOf("money", currency), font: { bold: true } };
  return [
    ...totals.map(({ label, amount }) => plain([label, Number(amount)], [STRONG, money])),
    ...(inWords ? [plain([inWords.label, amountInWords(inWords.amount, currency)], [QUIET, STRONG])] : []),
    plain([]),
  ];
}

function termRows({ terms = [] }: DocumentData): Row[] {
  return terms.flatMap(({ title, text }) => [plain([title], [STRONG]), ...text.split("\n").map((line) => plain([line]))]);
}

function plain(cells: OutCell[], styles: (CellStyle | undefined)[] = []): Row {
  return { cells, styles };
}

function cellValue(cell: DocumentCell, kind: ColumnKind): OutCell {
  if (cell === null) return null;
  if (kind === "percent") return Number(cell) / 100;
  return isFigure(kind) ? Number(cell) : cell;
}

function formatOf(kind: ColumnKind, currency: string): string {
  const scale = currencyScale(currency);
  if (kind === "percent") return "0.##%";
  if (kind === "number") return "#,##0.######";
  const fixed = scale === 0 ? "#,##0" : `#,##0.${"0".repeat(scale)}`;
  return kind === "price" ? `${fixed}####` : fixed;
}
