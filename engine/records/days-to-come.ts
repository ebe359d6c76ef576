import { todayIn } from "#platform/clock.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { type Draft, same } from "./draft.ts";
import type { WriteOptions } from "./records.ts";

/** Refuses days to come where a field is about what has happened (`notAfter`), whoever or whatever has set them. */
export function refuseDaysToCome(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], { migrating }: WriteOptions): void {
  const fields = [...object.fields.values()].filter(({ notAfter }) => notAfter === "today");
  if (fields.length === 0) return;
  const today = todayIn(ctx.company.zone, ctx.clock);
  for (const { before, record, problems, warnings } of drafts) {
    for (const { key } of fields) {
      const day: string | null = record[key];
      if (day === null || day <= today || same(before?.[key] ?? null, day)) continue;
      if (migrating) warnings.push({ field: key, code: "invalid.in_future" });
      else problems.push({ field: key, code: "invalid.in_future" });
    }
  }
}
