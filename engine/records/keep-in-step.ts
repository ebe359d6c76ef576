import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { loadRecords } from "./apply-rules.ts";
import { type Draft, same } from "./draft.ts";

/** Lets the reference that an `anyReference` keeps follow what the record is about: the account of the opportunity. */
export async function keepInStep(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): Promise<void> {
  for (const field of [...object.fields.values()].filter((candidate) => candidate.keeps !== undefined)) {
    const kept = object.fields.get(field.keeps!)!;
    const moved = drafts.filter((draft) => hasMoved(field, draft));
    const about = await loadAbouts(ctx, field, moved);
    for (const { record } of moved) {
      const named = record[`${field.name}Object`];
      const target = about.get(`${named} ${record[field.key]}`);
      if (record[field.key] === null) record[kept.key] = null;
      else if (named === kept.to) record[kept.key] = record[field.key];
      else if (target) record[kept.key] = target[referenceTo(ctx, named, kept)] ?? null;
    }
  }
}

function hasMoved(field: ModelField, { before, record }: Draft): boolean {
  const isWhole = record[`${field.name}Object`] !== null || record[field.key] === null;
  return isWhole && !same(before?.[field.key] ?? null, record[field.key]);
}

async function loadAbouts(ctx: Ctx, field: ModelField, drafts: readonly Draft[]): Promise<ReadonlyMap<string, AnyRecord>> {
  const wanted = new Map<string, Set<string>>();
  const kept = field.keeps;
  for (const { record } of drafts) {
    const object = record[`${field.name}Object`];
    if (object === kept || record[field.key] === null || !ctx.model.objects.has(object)) continue;
    wanted.set(object, (wanted.get(object) ?? new Set()).add(record[field.key]));
  }
  return await loadRecords(ctx, wanted);
}

/** The key by which the other object names the same target: by the same name if it has it, else its first reference there. */
export function referenceTo(ctx: Ctx, object: string, kept: ModelField): string {
  const fields = [...ctx.model.objects.get(object)!.fields.values()].filter(
    (field) => field.type === "reference" && field.to === kept.to,
  );
  return (fields.find((field) => field.name === kept.name) ?? fields[0])?.key ?? kept.key;
}
