import type { Ctx } from "../ctx.ts";
import { readLines } from "../lines/read-lines.ts";
import { writeLines } from "../lines/write-lines.ts";
import type { ModelObject } from "../model/model.ts";
import { assignNumbers } from "../numbering/assign-numbers.ts";
import type { AnyRecord } from "../object.ts";
import { keepAdministrator } from "../organization/keep-administrator.ts";
import { followRollups, lockParents } from "../rollup/follow-rollups.ts";
import { allDone } from "./all-done.ts";
import { checkRules, deriveFields, loadRecords, loadRelated } from "./apply-rules.ts";
import { authorizeCreate, authorizeMigration, authorizeUpdate } from "./authorize.ts";
import { checkDuplicates } from "./check-duplicates.ts";
import { refuseDaysToCome } from "./days-to-come.ts";
import { alive, changedKeys, type Draft, hasChanged, newDraft, refuse, refuseProblems } from "./draft.ts";
import { findFacts } from "./find-facts.ts";
import { refuseFrozen } from "./frozen.ts";
import { childrenOutOfStep, childrenWatching } from "./keep-children.ts";
import { keepInStep } from "./keep-in-step.ts";
import { factKeys } from "./keys.ts";
import { leaveTraces } from "./leave-traces.ts";
import { lockForWrite, lockStated } from "./lock-records.ts";
import { ownerKey, readInput, requireFields, setDefaults } from "./read-input.ts";
import type { WriteOptions } from "./records.ts";
import { keepDerivedDepartment, resolveReferences } from "./resolve-references.ts";
import { blankRecord } from "./rows.ts";
import { settleMoney, settleNumbers } from "./settle-money.ts";
import { insertRecords, updateRecords } from "./store.ts";

/*
 * A write: authorize → validate → derive → check → write → emit, for a whole chunk of records at once. The number of
 * statements does not depend on the number of records. A record that is refused carries its error; the rest go on.
 */

/** Creates records. Drafts come back in the order of the values, each with its record or its error. */
export async function createDrafts(
  ctx: Ctx,
  object: ModelObject,
  values: readonly Readonly<Record<string, unknown>>[],
  options: WriteOptions,
): Promise<Draft[]> {
  const drafts = values.map((input) => newDraft(input, null, blankRecord(ctx, object)));
  authorizeMigration(ctx, options);
  authorizeCreate(ctx, object, drafts, options);
  setDefaults(ctx, object, drafts);
  await insertDrafts(ctx, object, drafts, options);
  return drafts;
}

/** Writes drafts whose writer has been authorized: new ones and changes of what is locked. */
export async function writeDrafts(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  await applyChanges(
    ctx,
    object,
    drafts.filter(({ before }) => before !== null),
    options,
  );
  await insertDrafts(
    ctx,
    object,
    drafts.filter(({ before }) => before === null),
    options,
  );
}

async function insertDrafts(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  await lockStated(ctx, object, alive(drafts));
  await prepare(ctx, object, drafts, options);

  const fresh = alive(drafts);
  if (fresh.length === 0) return;
  for (const { record, stated } of fresh) stamp(ctx, record, stated, "created");
  await lockParents(ctx, object, fresh);
  await assignNumbers(ctx, object, fresh);
  // Asked for together: what follows is computed while the database writes what it follows from.
  await allDone([
    insertRecords(
      ctx,
      object,
      fresh.map(({ record }) => record),
    ),
    leaveTraces(ctx, object, fresh, options),
    followRollups(ctx, object, fresh),
  ]);
  await writeLines(ctx, object, fresh, options);
}

/** The records of drafts that belong together; the first that is refused takes the others with it. */
export function allOf(drafts: readonly Draft[]): AnyRecord[] {
  return drafts.map(({ error, record }) => {
    if (error !== null) throw error;
    return record;
  });
}

/** Changes records by id. Only what differs is written; a record that does not change leaves nothing behind. */
export async function updateDrafts(
  ctx: Ctx,
  object: ModelObject,
  changes: readonly Change[],
  options: WriteOptions,
): Promise<Draft[]> {
  authorizeMigration(ctx, options);
  const repeated = repeatedIn(changes);
  if (repeated.size > 0) return await inTurn(changes, repeated, (part) => updateDrafts(ctx, object, part, options));

  const locked = await lockForWrite(
    ctx,
    object,
    changes.map(({ id }) => id),
    "update",
  );
  const drafts = changes.map(({ id, version, ...input }) => {
    const found = locked.get(id);
    const draft = newDraft(input, found?.record ?? null, { ...(found?.record ?? blankRecord(ctx, object)) });
    authorizeUpdate(ctx, object, draft, found, options);
    if (draft.error === null) refuseStale(draft, version ?? options.version);
    return draft;
  });
  await applyChanges(ctx, object, drafts, options);
  return drafts;
}

type Change = { id: string } & Readonly<Record<string, unknown>>;

function repeatedIn(changes: readonly Change[]): ReadonlySet<Change> {
  const seen = new Set<string>();
  return new Set(changes.filter(({ id }) => seen.size === seen.add(id).size));
}

/** The second change of one record builds on the first; the answers keep the order of the questions. */
async function inTurn(
  changes: readonly Change[],
  repeated: ReadonlySet<Change>,
  write: (part: readonly Change[]) => Promise<Draft[]>,
): Promise<Draft[]> {
  const first = await write(changes.filter((change) => !repeated.has(change)));
  const second = await write([...repeated]);
  return changes.map((change) => (repeated.has(change) ? second : first).shift()!);
}

/** Lets a record change hands after the caller has made sure that it may; `from` is who holds it in the caller's eyes. */
export async function changeOwner(
  ctx: Ctx,
  object: ModelObject,
  id: string,
  from: string | null,
  to: string | null,
  options: Pick<WriteOptions, "how" | "because">,
): Promise<void> {
  const key = ownerKey(object)!;
  const record = (await loadRecords(ctx, new Map([[object.name, new Set([id])]]))).get(`${object.name} ${id}`)!;
  const draft = newDraft({ [key]: to }, { ...record, [key]: from }, { ...record, [key]: from });
  await applyChanges(ctx, object, [draft], { ...options, as: "engine" });
  if (draft.error !== null) throw draft.error;
}

async function applyChanges(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  if (object.permanent) for (const draft of alive(drafts)) refuse(draft, "record.permanent");
  await prepare(ctx, object, alive(drafts), options);
  await storeChanges(ctx, object, alive(drafts), options);
  await writeLines(ctx, object, alive(drafts), options);
}

async function storeChanges(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  const changed = drafts.filter((draft) => hasChanged(draft, factKeys(object)) || draft.stated.has("createdAt"));
  if (changed.length === 0) return;
  for (const { record, stated } of changed) stamp(ctx, record, stated, "updated");
  await lockParents(ctx, object, changed);
  await allDone([
    updateRecords(ctx, object, changed, keysWritten(object, changed)),
    leaveTraces(ctx, object, changed, options),
    followRollups(ctx, object, changed),
  ]);
  if (options.as !== "engine") await keepAdministrator(ctx, object, changed);
  for (const { child, drafts: followers } of await childrenOutOfStep(ctx, object, changed))
    await applyChanges(ctx, child, followers, { as: "engine" });
  for (const { child, drafts: watchers } of await childrenWatching(ctx, object, changed)) {
    await applyChanges(ctx, child, watchers, { as: "engine" });
    allOf(watchers);
  }
}

/**
 * validate → derive → check: from what was asked to what would be stored, or to a refusal. Everything wrong or missing in what
 * people state is told at once, before the rules, which may rely on it.
 */
async function prepare(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  await readLines(ctx, object, alive(drafts), options);
  readInput(ctx, object, alive(drafts), options);
  await keepInStep(ctx, object, alive(drafts));
  await resolveReferences(ctx, object, alive(drafts), options);
  settleMoney(ctx, object, alive(drafts));
  requireFields(object, alive(drafts), "before rules");
  refuseProblems(drafts);
  await refuseFrozen(ctx, object, alive(drafts), options);

  const related = await loadRelated(ctx, object, alive(drafts));
  await findFacts(ctx, object, alive(drafts), related, options);
  deriveFields(ctx, object, alive(drafts), related, options);
  await keepDerivedDepartment(ctx, object, alive(drafts));
  settleNumbers(object, alive(drafts));
  settleMoney(ctx, object, alive(drafts));
  requireFields(object, alive(drafts), "after rules");
  refuseDaysToCome(ctx, object, alive(drafts), options);
  refuseProblems(drafts);

  checkRules(ctx, object, alive(drafts), related, options);
  await checkDuplicates(ctx, object, alive(drafts), options);
}

function refuseStale(draft: Draft, version: unknown): void {
  if (version === undefined || version === draft.before!.version) return;
  refuse(draft, "record.stale", { params: { version: draft.before!.version } });
}

/** Who and when; what migration states about the past is kept. */
export function stamp(ctx: Ctx, record: AnyRecord, stated: ReadonlySet<string>, kind: "created" | "updated"): void {
  const now = ctx.clock.now().toISOString();
  const userId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  if (kind === "created") {
    if (!stated.has("createdAt") || record.createdAt === null) record.createdAt = now;
    if (!stated.has("createdById")) record.createdById = userId;
  } else {
    record.version += 1;
  }
  if (!stated.has("updatedAt") || record.updatedAt === null) record.updatedAt = now;
  if (!stated.has("updatedById")) record.updatedById = userId;
}

function keysWritten(object: ModelObject, drafts: readonly Draft[]): Set<string> {
  const keys = new Set(["version", "updatedAt", "updatedById", "createdAt", "createdById"]);
  for (const draft of drafts) for (const key of changedKeys(draft, factKeys(object))) keys.add(key);
  return keys;
}
