import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { loadRecords } from "./apply-rules.ts";
import { asSystem } from "./as-system.ts";

/** Works out the figures that are asked for, from the whole records, and nothing where none are. */
export async function withFigures(
  ctx: Ctx,
  object: ModelObject,
  fields: readonly ModelField[],
  records: readonly AnyRecord[],
): Promise<readonly AnyRecord[]> {
  const { figures } = object;
  if (figures === undefined || !fields.some(({ type }) => type === "figure")) return records;
  const whole = await loadRecords(ctx, new Map([[object.name, new Set(records.map(({ id }) => id))]]));
  const asked = records.map(({ id }) => whole.get(`${object.name} ${id}`)!);
  const values = await figures.run(asked, await asSystem(ctx, object.name, figures.rights));
  return records.map((record, i) => ({ ...record, ...values[i] }));
}
