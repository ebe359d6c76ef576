import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { loadRead, refusalOf, ruleFacts } from "./apply-rules.ts";
import { changedKeys, type Draft, refuse } from "./draft.ts";
import type { WriteOptions } from "./records.ts";

/** Why a record is out of people's hands, and which fields stay open. */
export type Frozen = { refusal: { code: string; params?: Record<string, unknown> }; leaves: readonly string[] };

/** Refuses what people write by hand to records that are frozen, or to such as would come to belong to a frozen document. */
export async function refuseFrozen(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  options: WriteOptions,
): Promise<void> {
  if (object.freezes.length === 0 || !isByHand(options)) return;
  const written = drafts.flatMap((draft) => {
    const keys = changedKeys(draft, [...draft.stated]);
    return draft.before === null || keys.length > 0 ? [{ draft, keys }] : [];
  });
  const standing = written.flatMap(({ draft: { before, record } }) => (before === null ? [record] : [before, record]));
  const frozen = await askFreezes(ctx, object, standing);
  for (const { draft, keys } of written) {
    const found = (draft.before && frozen.get(draft.before)) ?? frozen.get(draft.record);
    const touched = found && keys.find((key) => !isLeft(object, found, key));
    if (!found || (draft.before !== null && touched === undefined)) continue;
    const { code, params } = found.refusal;
    refuse(draft, code, {
      ...(params ? { params } : {}),
      ...(draft.before === null ? {} : { errors: [{ field: touched!, code, ...(params ? { params } : {}) }] }),
    });
  }
}

/** The same for records that are to go, or to come back, as a whole. */
export async function refuseIfFrozen(
  ctx: Ctx,
  object: ModelObject,
  records: readonly AnyRecord[],
  options: WriteOptions,
): Promise<void> {
  if (!isByHand(options)) return;
  const [frozen] = (await askFreezes(ctx, object, records)).values();
  if (frozen) throw new AppError(frozen.refusal.code, { ...(frozen.refusal.params ? { params: frozen.refusal.params } : {}) });
}

/** Which of the records are frozen, by id. */
export async function frozenAmong(
  ctx: Ctx,
  object: ModelObject,
  records: readonly AnyRecord[],
): Promise<ReadonlyMap<string, Frozen>> {
  const frozen = await askFreezes(ctx, object, records);
  return new Map([...frozen].map(([record, found]) => [record.id, found]));
}

/** Verbs and the engine go on, and migration brings in documents that were closed long ago. */
function isByHand({ as = "people", migrating }: WriteOptions): boolean {
  return as === "people" && !migrating;
}

async function askFreezes(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<Map<AnyRecord, Frozen>> {
  const frozen = new Map<AnyRecord, Frozen>();
  if (object.freezes.length === 0) return frozen;
  const related = await loadRead(
    ctx,
    object,
    object.freezes,
    records.map((record) => ({ record })),
  );
  for (const record of records) {
    const facts = ruleFacts(ctx, object, { before: record, record }, related);
    for (const { run, leaves } of object.freezes) {
      const refusal = refusalOf(run(record, facts));
      if (refusal !== null) frozen.set(record, { refusal, leaves });
    }
  }
  return frozen;
}

function isLeft(object: ModelObject, { leaves }: Frozen, key: string): boolean {
  return leaves.some((name) => {
    const field = object.fields.get(name)!;
    return field.key === key || field.columns.some((column) => column.key === key);
  });
}
