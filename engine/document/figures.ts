import { currencyScale, rounded, trimmed } from "../fields/decimal.ts";
import type { ColumnKind, DocumentCell } from "./document.ts";

/** A cell as it is printed: figures grouped by thousands, amounts at their currency's scale, quantities without idle noughts. */
export function printed(cell: DocumentCell, kind: ColumnKind, currency: string): string {
  if (cell === null || cell === "") return "";
  switch (kind) {
    case "money":
      return grouped(rounded(cell, currencyScale(currency)));
    case "price":
      return grouped(atLeast(trimmed(rounded(cell, 6)), currencyScale(currency)));
    case "number":
      return grouped(trimmed(rounded(cell, 6)));
    case "percent":
      return `${trimmed(rounded(cell, 6))}%`;
    default:
      return String(cell);
  }
}

/** An amount with its currency's sign: `¥12,300.00`, `US$12,300.00`. */
export function priced(amount: string, currency: string): string {
  const sign = new Intl.NumberFormat("zh-CN", { style: "currency", currency })
    .formatToParts(0)
    .find(({ type }) => type === "currency");
  const figure = printed(amount, "money", currency);
  return figure.startsWith("-") ? `-${sign?.value}${figure.slice(1)}` : `${sign?.value}${figure}`;
}

/** Whether a column holds figures, which stand to the right. */
export function isFigure(kind: ColumnKind): boolean {
  return kind === "money" || kind === "price" || kind === "number" || kind === "percent";
}

function grouped(figure: string): string {
  const [whole = "", part] = figure.split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? thousands : `${thousands}.${part}`;
}

function atLeast(figure: string, scale: number): string {
  const [, part = ""] = figure.split(".");
  return part.length >= scale ? figure : rounded(figure, scale);
}
