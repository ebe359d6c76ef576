import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { frozenAmong } from "../records/frozen.ts";
import { blankRecord } from "../records/rows.ts";
import { lineObjectOf } from "./load-lines.ts";

/** Why people no longer write the lines of documents, by the document's id: what a line would hear that came to belong to them. */
export async function closedLines(
  ctx: Ctx,
  document: ModelObject,
  records: readonly AnyRecord[],
): Promise<ReadonlyMap<string, string>> {
  const line = lineObjectOf(ctx, document);
  if (line === null) return new Map();
  const { key } = line.fields.get(line.lineOf.by)!;
  const lines = records.map(({ id }) => ({ ...blankRecord(ctx, line), [key]: id }) as AnyRecord);
  const frozen = await frozenAmong(ctx, line, lines);
  return new Map(lines.flatMap((each) => (frozen.has(each.id) ? [[each[key], frozen.get(each.id)!.refusal.code]] : [])));
}
