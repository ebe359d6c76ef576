import sql, { join, raw, type Sql } from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Action } from "../action.ts";
import type { Ctx } from "../ctx.ts";
import { closedLines } from "../lines/closed-lines.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import type { Awaits, Can } from "../wire.ts";
import { refusalOf, ruleFacts } from "./apply-rules.ts";
import { type Frozen, frozenAmong } from "./frozen.ts";

/** What the actor may do with the record: true, or the code of why not at present; what he has no right to is absent. */
export async function canOf(ctx: Ctx, object: ModelObject, record: AnyRecord): Promise<Can> {
  return (await abilitiesOf(ctx, object, [record]))[0]!.can;
}

export type Abilities = { can: Can; awaits?: Awaits };

/** The same for many records, with one query for the rights on all of them. */
export async function abilitiesOf(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<Abilities[]> {
  const writing = object.readOnly ? [] : object.single ? ["update"] : ["update", "delete"];
  const verbs = [...writing, ...object.actions.keys()];
  const rights = await rightsOn(
    ctx,
    object,
    verbs,
    records.map(({ id }) => id),
  );
  const frozen = await frozenAmong(ctx, object, records);
  const closed = await closedLines(ctx, object, records);
  return records.map((record) => {
    const can: Can = {};
    const awaits: Awaits = {};
    for (const verb of verbs) {
      if (!rights.get(verb)!(record.id)) continue;
      const action = object.actions.get(verb);
      const refusal = action === undefined ? null : blockOf(ctx, object, action, record);
      can[verb] = refusal?.code ?? (action === undefined ? frozenFor(verb, frozen.get(record.id)) : undefined) ?? true;
      if (refusal?.field !== undefined) awaits[verb] = refusal.field;
    }
    const closure = frozen.get(record.id);
    if (closure !== undefined && can.update === true) can.otherFields = closure.refusal.code;
    if (object.lines !== undefined && rights.get("update")?.(record.id)) can.lines = closed.get(record.id) ?? true;
    return Object.keys(awaits).length > 0 ? { can, awaits } : { can };
  });
}

/** A record with some fields left open can still be changed. */
function frozenFor(verb: string, frozen: Frozen | undefined): string | undefined {
  return verb === "delete" || frozen?.leaves.length === 0 ? frozen?.refusal.code : undefined;
}

/** For each verb, whether the actor has the right to it on a record. */
export async function rightsOn(
  ctx: Ctx,
  object: ModelObject,
  verbs: readonly string[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, (id: string) => boolean>> {
  const asked = new Map<string, { condition: Sql; verbs: string[] }>();
  const rights = new Map<string, (id: string) => boolean>();
  for (const verb of verbs) {
    const predicate = ctx.access.predicate(object, verb, "t");
    if (predicate.kind !== "branches") {
      rights.set(verb, () => predicate.kind === "all");
      continue;
    }
    // Most actions ask for the same right, so the same condition answers for all of them.
    const condition = visible(predicate);
    const key = `${condition.text}\n${JSON.stringify(condition.values)}`;
    asked.set(key, { condition, verbs: [...(asked.get(key)?.verbs ?? []), verb] });
  }
  if (asked.size === 0) return rights;

  const conditions = [...asked.values()];
  const columns = conditions.map(({ condition }, i) => sql`coalesce(${condition}, false) as ${raw(`"r${i}"`)}`);
  const rows = await ctx.db.query(sql`
    select t."id", ${join(columns, ", ")} from ${tableOf(ctx.company, object.table)} t where t."id" = any(${ids}::uuid[])`);
  conditions.forEach(({ verbs: same }, i) => {
    const open = new Set(rows.filter((row) => row[`r${i}`]).map((row) => row.id as string));
    for (const verb of same) rights.set(verb, (id) => open.has(id));
  });
  return rights;
}

function blockOf(ctx: Ctx, object: ModelObject, action: Action, record: AnyRecord) {
  if (action.blockedBy === undefined) return null;
  const facts = { ...ruleFacts(ctx, object, { before: record, record }, new Map()), actorId: ctx.access.userId };
  return refusalOf(action.blockedBy(record, facts));
}
