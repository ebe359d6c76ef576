import type { Ctx } from "../ctx.ts";
import { lifeOf } from "../history/timeline.ts";
import type { ModelObject } from "../model/model.ts";
import { relatedLists } from "../model/related-lists.ts";
import type { RecordPage, WireRecord } from "../wire.ts";
import { countEach } from "./count.ts";
import { getRecord } from "./get-record.ts";
import { questionOf } from "./question.ts";
import { toWire } from "./wire-record.ts";

const FIRST_ENTRIES = 20;

/**
 * What the page of a record begins with, asked side by side: the record with its lines and what may be done with it, the newest of its
 * timeline, and how many there are in each list beside it. Each part is what its own request would answer.
 */
export async function recordPage(ctx: Ctx, object: ModelObject, id: string): Promise<RecordPage> {
  // What is found beside the record is thrown away unless it may be seen.
  const [record, timeline, related] = await Promise.all([
    shownRecord(ctx, object, id),
    object.timeline ? lifeOf(ctx, object, id, { cursor: null, limit: FIRST_ENTRIES }) : null,
    countsBeside(ctx, object, id),
  ]);
  return { record, timeline, related };
}

async function shownRecord(ctx: Ctx, object: ModelObject, id: string): Promise<WireRecord> {
  const [record] = await toWire(ctx, object, [await getRecord(ctx, object, id)], { can: true, lines: true });
  return record!;
}

async function countsBeside(ctx: Ctx, object: ModelObject, id: string): Promise<RecordPage["related"]> {
  const beside = relatedLists(ctx.model, object, ctx.access);
  const counts = await countEach(
    ctx,
    beside.map(({ list, target }) => questionOf(ctx, target, { filter: { field: list.by, op: "eq", value: id } })),
  );
  return beside.map(({ list }, i) => ({ object: list.object, by: list.by, ...counts[i]! }));
}
