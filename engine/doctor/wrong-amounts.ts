import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { deriveFields, loadRelated } from "../records/apply-rules.ts";
import { changedKeys, type Draft, newDraft } from "../records/draft.ts";
import { recordColumns, recordOf } from "../records/rows.ts";
import { settleMoney } from "../records/settle-money.ts";

/** An amount that is not what the object's rules make of the record. */
export type WrongAmount = { object: string; field: string; count: number; example: string };

const BATCH = 1_000;

/** Lets the rules of every record work out its amounts again, and compares; nothing is changed. */
export async function wrongAmounts(ctx: Ctx, object: ModelObject): Promise<WrongAmount[]> {
  const keys = [...object.fields.values()]
    .filter((field) => field.type === "money" && field.changedBy === "rules")
    .flatMap(({ columns }) => columns.map(({ key }) => key));
  if (keys.length === 0) return [];
  const wrong = new Map<string, WrongAmount>();
  for await (const drafts of everyRecord(ctx, object)) {
    deriveFields(ctx, object, drafts, await loadRelated(ctx, object, drafts), {});
    settleMoney(ctx, object, drafts);
    for (const draft of drafts) for (const key of changedKeys(draft, keys)) note(wrong, object, draft, key);
  }
  return [...wrong.values()];
}

function note(wrong: Map<string, WrongAmount>, object: ModelObject, { before, record }: Draft, key: string): void {
  const known = wrong.get(key);
  if (known) known.count += 1;
  else {
    const example = `${record.id}: ${before![key] ?? "nothing"} instead of ${record[key] ?? "nothing"}`;
    wrong.set(key, { object: object.name, field: key, count: 1, example });
  }
}

async function* everyRecord(ctx: Ctx, object: ModelObject): AsyncGenerator<Draft[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await ctx.db.query(sql`
      select ${recordColumns(ctx.company, object, "t")} from ${tableOf(ctx.company, object.table)} t
      where t.deleted_at is null and t.id > ${after}::uuid order by t.id limit ${BATCH}`);
    const records: AnyRecord[] = rows.map((row) => recordOf(ctx.company, object, row));
    if (records.length === 0) return;
    yield records.map((record) => newDraft({}, record, { ...record }));
    after = records.at(-1)!.id;
  }
}
