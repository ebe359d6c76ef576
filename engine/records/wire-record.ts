import { maskOf } from "../access/masks.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { currencyOf } from "../fields/coin.ts";
import { lineObjectOf, loadLines } from "../lines/load-lines.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import type { WireRecord, WireReference } from "../wire.ts";
import { abilitiesOf } from "./can.ts";
import { readVisible } from "./read-visible.ts";
import { loadReferences, type Pointer, pointerOf, pointersOf } from "./reference-titles.ts";
import { type Shown, shownFields } from "./shown-fields.ts";
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
  const shown = shownFields(ctx.access, object, options.fields);
  const fields = shown.fields.map(({ field }) => field);
  const titles = await loadReferences(ctx, pointersIn(records, shown));
  const whole = await withFigures(ctx, object, fields, await withUnstored(ctx, object, fields, records));
  const wire = whole.map((record) => wireRecord(ctx, shown, record, titles));
  await expand(ctx, object, wire, options.expand ?? []);
  if (options.lines) await addLines(ctx, object, wire);
  if (options.can) {
    const abilities = await abilitiesOf(ctx, object, records);
    wire.forEach((each, i) => {
      Object.assign(each, abilities[i]!);
    });
  }
  return wire;
}

function pointersIn(records: readonly AnyRecord[], { referring }: Shown): Pointer[] {
  return referring.length === 0 ? [] : records.flatMap((record) => referring.flatMap((field) => pointersOf(field, record)));
}

function wireRecord(ctx: Ctx, { fields, blank }: Shown, record: AnyRecord, titleOf: TitleOf): WireRecord {
  const wire: WireRecord = { ...blank, id: record.id, version: record.version };
  for (const { field, isMasked } of fields) {
    if (field.name === "deleteId" && record.deletedAt === null) continue;
    wire[field.name] = isMasked ? maskOf(field.type, record[field.key]) : wireValue(ctx, field, record, titleOf);
  }
  return wire;
}

type TitleOf = (pointer: Pointer) => WireReference;

function wireValue(ctx: Ctx, field: ModelField, record: AnyRecord, titleOf: TitleOf): unknown {
  const value = record[field.key] ?? null;
  switch (field.type) {
    case "reference":
    case "anyReference":
    case "file":
    case "image": {
      const pointer = pointerOf(field, record);
      return pointer && titleOf(pointer);
    }
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
