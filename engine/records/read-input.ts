import type { Ctx } from "../ctx.ts";
import { fieldKind } from "../fields/field-kind.ts";
import type { ParseFacts } from "../fields/kind.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { isUnstored } from "../model/operators.ts";
import { type Draft, refuse, same } from "./draft.ts";
import { type InputKey, inputKeys } from "./keys.ts";
import { todayOf } from "./ranges.ts";
import type { WriteOptions } from "./records.ts";

/** Reads what the caller sent into the drafts: known fields, fields he may set, values that fit their type. */
export function readInput(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): void {
  const known = inputKeys(object);
  for (const draft of drafts) {
    const facts = { recordType: recordTypeOf(object, draft), zone: ctx.company.zone };
    for (const [key, value] of Object.entries(draft.input)) {
      const input = known.get(key);
      if (input === undefined || input.field.retired)
        draft.problems.push({ field: key, code: "invalid.unknown_field", params: { name: key } });
      else if (value !== undefined) readField(ctx, object, draft, input, value, facts, options);
    }
    readCurrency(object, draft);
  }
}

/** Sets what a new record has when nobody says otherwise. */
export function setDefaults(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): void {
  const defaults = defaultsOf(ctx, object);
  for (const { input, record } of drafts) {
    for (const [key, value] of defaults) if (input[key] === undefined) record[key] = value;
    const owner = ownerKey(object);
    if (owner && input[owner] === undefined && ctx.actor.kind === "user" && !isFree(object, input))
      record[owner] = ctx.actor.userId;
  }
}

function defaultsOf(ctx: Ctx, { fields }: ModelObject): [key: string, value: unknown][] {
  const isFromFile = ctx.actor.source === "import";
  return [...fields.values()].flatMap((field): [string, unknown][] => {
    if (field.startsToday && !isFromFile) return [[field.key, todayOf({ ...ctx.company, now: ctx.clock.now() }).toString()]];
    return field.default === undefined ? [] : [[field.key, field.default]];
  });
}

/** Put where nobody owns it yet, for whoever takes it. */
function isFree(object: ModelObject, input: Readonly<Record<string, unknown>>): boolean {
  const { freeIn } = object.fields.get(object.ownerField!)!;
  return freeIn !== undefined && Boolean(input[object.fields.get(freeIn)!.key]);
}

/** Reports required fields left empty: before the rules those that people fill, after them the rest as well. */
export function requireFields(object: ModelObject, drafts: readonly Draft[], when: "before rules" | "after rules"): void {
  const required = [...object.fields.values()].filter(
    (field) =>
      field.required &&
      !field.retired &&
      field.type !== "autoNumber" &&
      (when === "after rules" || (field.changedBy ?? "people") === "people"),
  );
  for (const { before, record, problems } of drafts) {
    for (const { key } of required) {
      if (problems.some(({ field }) => field === key)) continue;
      // A record that lacks a field made required later may be changed elsewhere.
      if (isEmpty(record[key]) && (before === null || !isEmpty(before[key])))
        problems.push({ field: key, code: "invalid.required" });
    }
  }
}

/** The key of the field that says whose a record is; null for objects nobody owns. */
export function ownerKey(object: ModelObject): string | null {
  return object.ownerField === undefined ? null : object.fields.get(object.ownerField)!.key;
}

/** The key of an owner whose spells are kept: not that of an author. */
export function heldKey(object: ModelObject): string | null {
  return object.ownerField !== undefined && object.fields.get(object.ownerField)!.spells === false ? null : ownerKey(object);
}

function readField(
  ctx: Ctx,
  object: ModelObject,
  draft: Draft,
  input: InputKey,
  value: unknown,
  facts: ParseFacts,
  options: WriteOptions,
): void {
  const { key, field } = input;
  // Before anything is said about the value: the refusal must not tell what a hidden field holds.
  if ((options.as ?? "people") === "people" && !mayEdit(ctx, object, draft, field)) {
    refuse(draft, "forbidden.field", { params: { field: field.name }, errors: [{ field: key, code: "forbidden.field" }] });
    return;
  }
  const parsed = value === null ? { value: null } : parseValue(input, value, facts);
  if ("problem" in parsed) {
    // A retired option or a value of another record type may stay where it is.
    if (draft.before === null || !same(draft.before[key], value)) draft.problems.push({ field: key, ...parsed.problem });
    return;
  }
  if (!maySet(field, options, draft.before === null)) {
    if (!same(draft.before?.[key] ?? null, parsed.value)) draft.problems.push({ field: key, code: "invalid.not_by_people" });
    return;
  }
  draft.record[key] = parsed.value;
  draft.stated.add(key);
}

function mayEdit({ access }: Ctx, object: ModelObject, { before }: Draft, field: ModelField): boolean {
  if (access.field(object, field.name) !== "edit") return false;
  const isOneself = object.name === "user" && before !== null && before.id === access.userId;
  return !isOneself || field.needsOnOneself === undefined || access.may(field.needsOnOneself);
}

function parseValue({ field, part }: InputKey, value: unknown, facts: ParseFacts) {
  if (part === "value") return fieldKind(field.type).parse(value, field, facts);
  const known = typeof value === "string" && (field.toAny?.length === 0 || field.toAny?.includes(value));
  return known ? { value } : { problem: { code: "invalid.reference" } };
}

/** Migration sets history: what processes and the engine would have kept, had the record been born here. */
const MIGRATED = new Set(["createdAt", "createdBy", "updatedAt", "updatedBy"]);

function maySet(field: ModelField, options: WriteOptions, isNew: boolean): boolean {
  const by = field.changedBy ?? (field.handedBy && !isNew ? "actions" : "people");
  if (by === "people") return true;
  if (field.type === "rollup" || field.type === "figure" || isUnstored(field)) return false;
  if (options.as === "engine") return true;
  if (options.migrating) return MIGRATED.has(field.name) || !field.system;
  return options.as === "action" && by === "actions";
}

function recordTypeOf(object: ModelObject, { input, before }: Draft): string | null {
  if (!object.recordTypes) return null;
  const given = input.recordType ?? before?.recordType ?? object.recordTypes[0];
  return typeof given === "string" ? given : null;
}

/** `{amount, currency}` names the record's currency; two different ones in one record are a mistake. */
function readCurrency(object: ModelObject, draft: Draft): void {
  if (!object.fields.has("currency")) return;
  for (const field of object.fields.values()) {
    const value = draft.input[field.key];
    if ((field.type !== "money" && field.type !== "price") || typeof value !== "object" || value === null) continue;
    const { currency } = value as { currency?: unknown };
    if (currency === undefined || currency === null) continue;
    if (draft.stated.has("currency") && draft.record.currency !== currency)
      draft.problems.push({ field: field.key, code: "invalid.mixed_currencies" });
    draft.record.currency = currency;
    draft.stated.add("currency");
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
