import { maskOf } from "../access/masks.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { currencyOf } from "../fields/coin.ts";
import { lineObjectOf, loadLines } from "../lines/load-lines.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import type { WireRecord, WireReference } from "../wire.ts";
import { canOfMany } from "./can.ts";
import { askedFields } from "./read-columns.ts";
import { readVisible } from "./read-visible.ts";
import { loadReferences, type Pointer, pointersOf } from "./reference-titles.ts";
import { withFigures } from "./with-figures.ts";
import { withUnstored } from "./with-unstored.ts";

export type WireOptions = { fields?: readonly string[]; expand?: readonly string[]; can?: boolean; lines?: boolean };

/**
 * Records as they cross the API: hidden fields left out, masked ones masked, references with their titles. The titles of all
 * records take one query, expanded references one per object referred to.
 */
export async function toWire(
  ctx: Ctx,
  object: ModelObject,
  records: readonly AnyRecord[],
  options: WireOptions = {},
): Promise<WireRecord[]> {
  if (records.length === 0) return [];
  const fields = shownFields(ctx, object, options.fields);
  const referring = fields.filter(({ field, isMasked }) => !isMasked && refers(field)).map(({ field }) => field);
  const titles = await loadReferences(
    ctx,
    records.flatMap((record) => referring.flatMap((field) => pointersOf(field, record))),
  );
  const whole = await withUnstored(
    ctx,
    object,
    fields.map(({ field }) => field),
    records,
  );
  const counted = await withFigures(
    ctx,
    object,
    fields.map(({ field }) => field),
    whole,
  );
  const wire = counted.map((record) => wireRecord(ctx, fields, record, titles));
  await expand(ctx, object, wire, options.expand ?? []);
  if (options.lines) await addLines(ctx, object, wire);
  if (options.can) {
    const cans = await canOfMany(ctx, object, records);
    wire.forEach((each, i) => {
      each.can = cans[i]!;
    });
  }
  return wire;
}

function refers(field: ModelField): boolean {
  return field.to !== undefined || field.type === "anyReference";
}

type ShownField = { field: ModelField; isMasked: boolean };

function shownFields(ctx: Ctx, object: ModelObject, asked: readonly string[] | undefined): ShownField[] {
  return askedFields(object, asked)
    .map((field) => ({ field, right: ctx.access.field(object, field.name) }))
    .filter(({ right }) => right !== "hide")
    .map(({ field, right }) => ({ field, isMasked: right === "mask" }));
}

function wireRecord(
  ctx: Ctx,
  fields: readonly ShownField[],
  record: AnyRecord,
  titleOf: (pointer: Pointer) => WireReference,
): WireRecord {
  const wire: WireRecord = { id: record.id, version: record.version };
  for (const { field, isMasked } of fields) {
    if (field.name === "deleteId" && record.deletedAt === null) continue;
    wire[field.name] = isMasked ? maskOf(field.type, record[field.key]) : wireValue(ctx, field, record, titleOf);
  }
  return wire;
}

function wireValue(ctx: Ctx, field: ModelField, record: AnyRecord, titleOf: (pointer: Pointer) => WireReference): unknown {
  const value = record[field.key] ?? null;
  switch (field.type) {
    case "reference":
    case "anyReference":
    case "file":
    case "image":
      return pointersOf(field, record).map(titleOf)[0] ?? null;
    case "multiReference":
      return pointersOf(field, record).map(titleOf);
    case "money":
      return value === null
        ? null
        : { amount: value, currency: currencyOf(field, record, ctx.company), base: record[`${field.name}Base`] };
    default:
      return value;
  }
}

/** Puts a document's lines beside it, as far as the actor may see them. */
async function addLines(ctx: Ctx, object: ModelObject, wire: readonly WireRecord[]): Promise<void> {
  const line = lineObjectOf(ctx, object);
  if (line === null) return;
  const documentIds = wire.map(({ id }) => id);
  const stored = await loadLines(ctx, line, documentIds, "visible");
  const shown = await toWire(ctx, line, [...stored.values()].flat());
  const lines = new Map([...stored].map(([id, some]) => [id, shown.splice(0, some.length)]));
  for (const document of wire) document.lines = lines.get(document.id) ?? [];
}

/** Puts the record itself beside the title, as far as the actor may see it. */
async function expand(ctx: Ctx, object: ModelObject, wire: readonly WireRecord[], names: readonly string[]): Promise<void> {
  for (const name of names) {
    const field = object.fields.get(name);
    const isReference = field !== undefined && ["reference", "multiReference", "anyReference"].includes(field.type);
    if (!isReference) throw new AppError("query.unknown_field", { params: { field: name, object: object.name } });
    const references = wire
      .flatMap((record) => record[name] as WireReference | WireReference[] | null | string)
      .filter((each): each is WireReference => typeof each === "object" && each !== null && !each.hidden);
    for (const [target, some] of Map.groupBy(references, (each) => each.object ?? field.to!)) {
      const shape = ctx.model.objects.get(target)!;
      const records = await readVisible(ctx, shape, [...new Set(some.map(({ id }) => id))]);
      const expanded = new Map((await toWire(ctx, shape, records)).map((record) => [record.id, record]));
      for (const reference of some) {
        const record = expanded.get(reference.id);
        if (record !== undefined) reference.record = record;
      }
    }
  }
}
