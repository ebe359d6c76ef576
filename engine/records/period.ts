import sql, { raw, type Sql } from "sql-template-tag";
import type { Company } from "../ctx.ts";
import type { Comparison } from "../model/operators.ts";

const UNITS: ReadonlySet<string> = new Set(["day", "week", "month", "quarter", "year"]);

/** The first day of the period a date or time falls into, in the company's zone and fiscal year; null if it has no such periods. */
export function periodSql(
  value: Sql,
  kind: Comparison,
  unit: string,
  company: Pick<Company, "zone" | "fiscalStart">,
): Sql | null {
  if (!UNITS.has(unit) || (kind !== "date" && kind !== "dateTime")) return null;
  const local = kind === "date" ? sql`${value}::timestamp` : sql`(${value} at time zone ${raw(quotedText(company.zone))})`;
  // Quarters and years of a fiscal year are those of a calendar that begins some months later.
  const shift = unit === "quarter" || unit === "year" ? (company.fiscalStart - 1) % (unit === "quarter" ? 3 : 12) : 0;
  const part = raw(quotedText(unit));
  if (shift === 0) return sql`date_trunc(${part}, ${local})::date`;
  const months = raw(`interval '${shift} months'`);
  return sql`(date_trunc(${part}, ${local} - ${months}) + ${months})::date`;
}

/** A constant in the text, not a parameter: the same expression must be recognised in `group by`. */
function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
