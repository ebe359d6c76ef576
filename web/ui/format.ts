import dayjs from "dayjs";
import i18next from "i18next";
import type { WireMoney } from "#engine/wire.ts";

const language = () => i18next.language || "zh-CN";

/** Intl formats decimal strings exactly; a float would lose the last cents of large sums. */
function decimal(value: string | number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language(), options).format(value as number);
}

export function formatNumber(value: string | number, digits?: number): string {
  return decimal(
    value,
    digits === undefined ? { maximumFractionDigits: 6 } : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
}

export function formatMoney(money: WireMoney | string | number, currency?: string): string {
  const amount = typeof money === "object" ? money.amount : money;
  const unit = typeof money === "object" ? money.currency : currency;
  if (!unit) return decimal(amount, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return decimal(amount, { style: "currency", currency: unit, currencyDisplay: "narrowSymbol" });
}

/** 人民币 CNY */
export function formatCurrency(code: string): string {
  return `${new Intl.DisplayNames(language(), { type: "currency" }).of(code) ?? code} ${code}`;
}

/** For cards: 1,234.5万, 3.2亿; in English K, M. Full figures stand in tables. */
export function formatShort(amount: string | number, currency?: string): string {
  const style: Intl.NumberFormatOptions = currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {};
  return decimal(amount, { ...style, notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 });
}

export function formatPercent(value: string | number): string {
  return `${formatNumber(value)}%`;
}

/** A part of a whole, 0–1; a dash where there is no whole. */
export function formatPart(part: number | null): string {
  return part === null ? "—" : decimal(part, { style: "percent", maximumFractionDigits: 1 });
}

export function formatDate(value: string): string {
  return dayjs(value).format("YYYY-MM-DD");
}

export function formatDateTime(value: string): string {
  return dayjs(value).format("YYYY-MM-DD HH:mm");
}

/** Relative within a day, absolute after. */
export function formatAgo(value: string, now = Date.now()): string {
  const at = dayjs(value);
  const seconds = Math.round((at.valueOf() - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto", style: "short" });
  if (Math.abs(seconds) < 60) return words.format(0, "second");
  if (Math.abs(seconds) < 3600) return words.format(Math.trunc(seconds / 60), "minute");
  if (Math.abs(seconds) < 86_400) return words.format(Math.trunc(seconds / 3600), "hour");
  return at.year() === dayjs(now).year() ? at.format("MM-DD HH:mm") : at.format("YYYY-MM-DD HH:mm");
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
