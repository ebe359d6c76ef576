import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { DuplicateHit } from "../wire.ts";
import { duplicateTable, keysOf, type RecordKey, similarKind } from "./duplicate-keys.ts";
import { type Card, cardsOf } from "./hit-cards.ts";

const MOST_HITS = 10;

/** A record about to be saved, or as far as it has been typed; `id` once it has one. */
export type Candidate = { id?: string } & Record<string, unknown>;

type Hit = { object: string; recordId: string; rule: string; level: "same" | "similar" };

/**
 * Records of any object that share a key with each candidate, in the order given; the whole company is compared, the
 * cards show what the actor may know. `saving` holds back others who save the same blocking key until this transaction ends.
 */
export async function findDuplicates(
  ctx: Ctx,
  object: ModelObject,
  candidates: readonly Candidate[],
  options: { saving?: boolean } = {},
): Promise<DuplicateHit[][]> {
  if ((object.duplicates ?? []).length === 0) return candidates.map(() => []);
  const keys = candidates.map((candidate) => keysOf(object, candidate));
  if (options.saving) await lockBlockingKeys(ctx, keys.flat());

  const stored = await storedHits(ctx, object, candidates, keys);
  const cards = await cardsOf(ctx, stored.flat());
  const earlier = hitsAmong(object, candidates, keys);
  return candidates.map((_, i) => [
    ...stored[i]!.flatMap((hit) => {
      const card = cards.get(`${hit.object} ${hit.recordId}`);
      return card === undefined ? [] : [duplicateHit(hit, card)];
    }),
    ...earlier[i]!,
  ]);
}

function duplicateHit({ object, rule, level }: Hit, card: Card): DuplicateHit {
  return { object, rule, level, ...card };
}

/** Sorted, so that two chunks with the same keys wait for each other and do not deadlock. */
async function lockBlockingKeys(ctx: Ctx, keys: readonly RecordKey[]): Promise<void> {
  const blocking = keys.filter((key) => key.level === "same" && key.rule.onSave === "block");
  if (blocking.length === 0) return;
  const names = [...new Set(blocking.map((key) => `${ctx.company.schema} ${key.kind} ${key.value}`))];
  await ctx.db.query(sql`
    select pg_advisory_xact_lock(k.lock)::text from (
      select hashtextextended(n, 0) as lock from unnest(${names}::text[]) as n order by 1) k`);
}

async function storedHits(
  ctx: Ctx,
  object: ModelObject,
  candidates: readonly Candidate[],
  keys: readonly (readonly RecordKey[])[],
): Promise<Hit[][]> {
  const asked = keys.flatMap((own, i) => own.map((key) => ({ i, key })));
  const hits: Hit[][] = candidates.map(() => []);
  if (asked.length === 0) return hits;

  const rows = await ctx.db.query<{ at: number; kind: string; object: string; recordId: string }>(sql`
    select a.at::int as at, d.kind, d.object, d.record_id as "recordId"
      from unnest(${asked.map((_, at) => at)}::int[], ${asked.map(({ key }) => key.rule.kind)}::text[],
                  ${asked.map(({ key }) => similarKind(key.rule.kind))}::text[],
                  ${asked.map(({ key }) => key.value)}::text[], ${asked.map(({ i }) => candidates[i]!.id ?? null)}::uuid[])
           as a(at, same, alike, value, id)
     cross join lateral (
       select k.kind, k.object, k.record_id from ${duplicateTable(ctx.company)} k
        where k.value = a.value and k.kind = any(array[a.same, a.alike])
          and not (k.object = ${object.name} and k.record_id is not distinct from a.id)
        order by k.kind limit ${2 * MOST_HITS}) d`);

  for (const row of rows) {
    const { i, key } = asked[row.at]!;
    // The same as the same is the same; where either is only similar, so are the two.
    const level = key.level === "same" && row.kind === key.rule.kind ? "same" : "similar";
    addHit(hits[i]!, { object: row.object, recordId: row.recordId, rule: key.rule.name, level });
  }
  return hits.map((some) => some.sort((a, b) => order(a) - order(b)).slice(0, MOST_HITS));
}

const order = (hit: Hit): number => (hit.level === "same" ? 0 : 1);

/** A record is one hit, at its strongest. */
function addHit(hits: Hit[], hit: Hit): void {
  const known = hits.find((one) => one.object === hit.object && one.recordId === hit.recordId);
  if (known === undefined) hits.push(hit);
  else if (known.level === "similar" && hit.level === "same") Object.assign(known, hit);
}

/** Two lines of one file that are the same customer: the later one is the duplicate. */
function hitsAmong(
  object: ModelObject,
  candidates: readonly Candidate[],
  keys: readonly (readonly RecordKey[])[],
): DuplicateHit[][] {
  const first = new Map<string, number>();
  return candidates.map((_, i) => {
    const found = new Map<number, DuplicateHit>();
    for (const key of keys[i]!.filter((one) => one.level === "same")) {
      const name = `${key.kind} ${key.value}`;
      const before = first.get(name);
      if (before === undefined) first.set(name, i);
      else if (before !== i && !found.has(before)) found.set(before, among(object, candidates[before]!, key));
    }
    return [...found.values()];
  });
}

function among(object: ModelObject, other: Candidate, key: RecordKey): DuplicateHit {
  return {
    object: object.name,
    id: null,
    title: String(other[object.title] ?? ""),
    owner: null,
    department: null,
    rule: key.rule.name,
    level: "same",
    inPool: false,
  };
}
