import { Temporal } from "temporal-polyfill";
import { AppError } from "../errors.ts";
import { isDay } from "../fields/time.ts";
import type { Comparing } from "./filter-condition.ts";
import { durationOf, nextDay, startOfDay, todayOf } from "./ranges.ts";

const MOST_VALUES = 1_000;
const LONGEST_TEXT = 500;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The answer to a value that does not fit its operator or field. */
export function badValue({ leaf }: Comparing): AppError {
  return new AppError("filter.bad_value", { params: { field: leaf.field, op: leaf.op } });
}

/** A list of at most a thousand values; each is yet to be read. */
export function listOf(on: Comparing, value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > MOST_VALUES) throw badValue(on);
  return value;
}

/** A text as it is compared; too long a one is refused. */
export function textOf(on: Comparing, value: unknown): string {
  // PostgreSQL text holds no NUL.
  if (typeof value !== "string" || value.length > LONGEST_TEXT || value.includes("\0")) throw badValue(on);
  return value;
}

/** The value of an option, retired ones too: old records still hold them. */
export function choiceOf(on: Comparing, value: unknown): string {
  if (typeof value !== "string" || !on.field.options?.some((option) => option.value === value)) throw badValue(on);
  return value;
}

/** True or false as SQL reads it. */
export function booleanOf(on: Comparing, value: unknown): string {
  if (typeof value !== "boolean") throw badValue(on);
  return String(value);
}

/** A number as a decimal text, so that no digit is lost on its way. */
export function decimalOf(on: Comparing, value: unknown): string {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string" || !/^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i.test(text)) throw badValue(on);
  return text;
}

/** A whole number as a text. */
export function integerOf(on: Comparing, value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^-?\d{1,18}$/.test(text)) throw badValue(on);
  return text;
}

/** A calendar date, or `{ago}` from today. */
export function dateOf(on: Comparing, value: unknown): string {
  const ago = agoOf(on, value);
  if (ago !== null) {
    if ("hours" in ago) throw badValue(on);
    return known(on, todayOf(calendarOf(on)).subtract(ago).toString());
  }
  if (typeof value !== "string" || !isDay(value)) throw badValue(on);
  return value;
}

/** A point in time as its start; a day, which is given as a date, also has an end. */
export function instantsOf(on: Comparing, value: unknown): { start: string; end: string | null } {
  const ago = agoOf(on, value);
  if (ago !== null) return { start: known(on, before(on, ago)), end: null };
  if (typeof value !== "string") throw badValue(on);
  const { zone } = on.facts.company;
  if (isDay(value)) return { start: known(on, startOfDay(value, zone)), end: known(on, startOfDay(nextDay(value), zone)) };
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant)) throw badValue(on);
  return { start: known(on, new Date(instant).toISOString()), end: null };
}

/** The ids a reference value means: itself, the actor, or the actor's departments. */
export function referencesOf(on: Comparing, value: unknown): string[] {
  if (typeof value === "string") {
    if (!UUID.test(value)) throw badValue(on);
    return [value];
  }
  const { facts, field } = on;
  if (isOnly(value, "me") && (field.to === "user" || field.name === "id")) return facts.userId === null ? [] : [facts.userId];
  if (isOnly(value, "myDepartment") && field.to === "department") return [...facts.departmentIds];
  throw badValue(on);
}

function isOnly(value: unknown, key: string): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 1 && (value as any)[key] === true;
}

function agoOf(on: Comparing, value: unknown): { hours: number } | { days: number } | { months: number } | null {
  if (typeof value !== "object" || value === null) return null;
  const duration = Object.keys(value).length === 1 ? durationOf((value as { ago?: unknown }).ago) : null;
  if (duration === null) throw badValue(on);
  return duration;
}

function before(on: Comparing, ago: { hours: number } | { days: number } | { months: number }): string {
  return Temporal.Instant.fromEpochMilliseconds(on.facts.now.getTime())
    .toZonedDateTimeISO(on.facts.company.zone)
    .subtract(ago)
    .toInstant()
    .toString();
}

function calendarOf({ facts }: Comparing) {
  return { now: facts.now, zone: facts.company.zone, fiscalStart: facts.company.fiscalStart };
}

/** A day or instant of the years the database writes with four digits. */
export function known(on: Comparing, time: string): string {
  if (!/^\d{4}-/.test(time) || time < "0001") throw badValue(on);
  return time;
}
