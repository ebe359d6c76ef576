import sql, { join } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { findDuplicates } from "../duplicates/find-duplicates.ts";
import { AppError } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { Outcome, Warning, WriteOptions } from "../records/records.ts";
import type { DuplicateHit } from "../wire.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { CellProblem, Deferred, RowDraft } from "./read-rows.ts";

export type RowState = "created" | "updated" | "skipped" | "failed";

export type RowResult = {
  no: number;
  state: RowState;
  recordId: string | null;
  problems: CellProblem[];
  warnings: Warning[];
  deferred: Deferred[];
  passedOver?: string;
};

/** The rows of a chunk that are one record, because they have equal keys. */
type Group = { rows: RowDraft[]; values: Record<string, unknown>; existingId: string | null };

type Settle = (rows: readonly RowDraft[], state: RowState, more?: Partial<RowResult>) => void;

/** Rows that must be left out because their children were refused after the parents had been written: the chunk starts over. */
export class RowsRefused extends Error {
  readonly refused: ReadonlyMap<number, CellProblem[]>;

  constructor(refused: ReadonlyMap<number, CellProblem[]>) {
    super("rows refused");
    this.refused = refused;
  }
}

/** Writes the drafts of a chunk through the ordinary write path and says what became of each row. */
export async function writeRows(ctx: Ctx, plan: ImportPlan, drafts: readonly RowDraft[]): Promise<RowResult[]> {
  const results = new Map<number, RowResult>();
  const settle: Settle = (rows, state, more = {}) => {
    for (const row of rows) {
      results.set(row.no, { no: row.no, state, recordId: null, problems: [], warnings: [], deferred: row.deferred, ...more });
    }
  };
  for (const draft of drafts) {
    if (draft.passedOver !== null) settle([draft], "skipped", { passedOver: draft.passedOver });
    else if (draft.problems.length > 0) settle([draft], "failed", { problems: draft.problems });
  }

  const groups = await matchExisting(
    ctx,
    plan,
    groupByKey(
      plan,
      drafts.filter((one) => !results.has(one.no)),
      settle,
    ),
  );
  const toUpdate: Group[] = [];
  let toCreate: Group[] = [];
  for (const group of groups) {
    if (group.existingId === null) {
      if (plan.mapping.mode === "update")
        settle(group.rows, "failed", { problems: [keyProblem(plan, group, "import.key_not_found")] });
      else toCreate.push(group);
    } else if (plan.mapping.mode === "create") settle(group.rows, "skipped", { recordId: group.existingId });
    else toUpdate.push(group);
  }
  // Migration lets duplicates pass as warnings, so what the person chose is settled before; otherwise the write path finds them.
  if (plan.mapping.migrating) toCreate = await screenDuplicates(ctx, plan, toCreate, toUpdate, settle);

  const options: WriteOptions = { migrating: plan.mapping.migrating, accept: acceptOf(plan), how: "imported" };
  const created = await ctx.records.createMany(
    plan.object.name,
    toCreate.map((group) => group.values),
    options,
  );
  const updated = await updateGroups(toUpdate);
  const refused = new Map<number, CellProblem[]>();
  const known = await settleOutcomes(toCreate, created, "created");
  await settleOutcomes(toUpdate, updated, "updated");
  await settleOutcomes(known, await updateGroups(known), "updated");
  if (refused.size > 0) throw new RowsRefused(refused);
  return drafts.map((draft) => results.get(draft.no)!);

  async function updateGroups(some: readonly Group[]): Promise<Outcome[]> {
    const changes = some.map((group) => ({ ...group.values, id: group.existingId! }));
    // The key has said which record is meant: that it resembles others is no news.
    const accepting = { ...options, accept: ["duplicate.found"] };
    return changes.length === 0 ? [] : await ctx.records.updateMany(plan.object.name, changes, accepting);
  }

  async function settleOutcomes(
    some: readonly Group[],
    outcomes: readonly Outcome[],
    state: "created" | "updated",
  ): Promise<Group[]> {
    const written: { group: Group; id: string }[] = [];
    const duplicates: Group[] = [];
    outcomes.forEach((outcome, i) => {
      const group = some[i]!;
      if (outcome.ok) {
        settle(group.rows, state, { recordId: outcome.record.id, warnings: outcome.warnings });
        written.push({ group, id: outcome.record.id });
      } else if (state === "created" && outcome.error.code.startsWith("duplicate.")) {
        duplicates.push(...settleDuplicate(plan, group, duplicatesOf(outcome.error), settle));
      } else settle(group.rows, "failed", { problems: problemsOf(plan, plan.object, outcome.error, group.values) });
    });
    await writeChildren(ctx, plan, written, state, options, refused);
    if (state === "created") await performAfterwards(ctx, plan, written, refused);
    return duplicates;
  }
}

function duplicatesOf(error: AppError): DuplicateHit[] {
  return (error.details.with?.duplicates ?? []) as DuplicateHit[];
}

/** What the person chose for a row that is already there under another spelling. Returns the group if it becomes an update. */
function settleDuplicate(plan: ImportPlan, group: Group, hits: readonly DuplicateHit[], settle: Settle): Group[] {
  const policy = plan.mapping.duplicates;
  const hit = hits.find((one) => one.level === "same");
  const own = hits.find((one) => one.level === "same" && one.object === plan.object.name && one.id !== null);
  if (policy === "update" && own !== undefined) return [{ ...group, existingId: own.id }];
  const params = { title: hit?.title ?? "", owner: hit?.owner ?? "" };
  const problem = { column: null, path: null, code: "import.duplicate", params, value: params.title };
  settle(group.rows, policy === "reject" || policy === "create" ? "failed" : "skipped", {
    problems: [problem],
    recordId: hit?.id ?? null,
  });
  return [];
}

/** With a key, later rows add to earlier ones of the same key; without, every row is a record. */
function groupByKey(plan: ImportPlan, drafts: readonly RowDraft[], settle: Settle): Group[] {
  const groups = new Map<string, Group>();
  for (const draft of drafts) {
    const key = plan.key.map((target) => draft.values[target.field.key] ?? null);
    if (plan.key.length > 0 && key.at(-1) === null) {
      settle([draft], "failed", {
        problems: [keyProblem(plan, { rows: [draft], values: draft.values, existingId: null }, "import.key_missing")],
      });
      continue;
    }
    const name = plan.key.length === 0 ? String(draft.no) : JSON.stringify(key);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { rows: [draft], values: { ...draft.values }, existingId: null });
    else {
      group.rows.push(draft);
      Object.assign(group.values, draft.values);
    }
  }
  return [...groups.values()];
}

async function matchExisting(ctx: Ctx, plan: ImportPlan, groups: Group[]): Promise<Group[]> {
  if (plan.key.length === 0 || groups.length === 0) return groups;
  const columns = plan.key.map((target) => target.field.columns.at(-1)!);
  const asked = groups.map((group) => plan.key.map((target) => group.values[target.field.key] ?? null));
  const lists = columns.map((_, i) => sql`${asked.map((key) => (key[i] === null ? null : String(key[i])))}::text[]`);
  const rows = await ctx.db.query<{ at: number; id: string }>(sql`
    select k.at::int as at, r.id
      from unnest(${join(lists, ", ")}) with ordinality as k(${join(
        columns.map((_, i) => ident(`v${i}`)),
        ", ",
      )}, at)
      join ${tableOf(ctx.company, plan.object.table)} r
        on r.deleted_at is null and ${join(
          columns.map((column, i) => sql`r.${ident(column.column)} = k.${ident(`v${i}`)}::${typeOf(column.sqlType)}`),
          " and ",
        )}`);
  for (const { at, id } of rows) groups[at - 1]!.existingId ??= id;
  return groups;
}

function typeOf(sqlType: string) {
  return join([sqlType === "text" ? sql`text` : sqlType === "uuid" ? sql`uuid` : sqlType === "bigint" ? sql`bigint` : sql`date`]);
}

/** Rows that are already there under another spelling: skipped, refused, or turned into updates, as the person chose. */
async function screenDuplicates(
  ctx: Ctx,
  plan: ImportPlan,
  groups: readonly Group[],
  toUpdate: Group[],
  settle: Settle,
): Promise<Group[]> {
  if (plan.mapping.duplicates === "create" || groups.length === 0) return [...groups];
  const found = await findDuplicates(
    ctx,
    plan.object,
    groups.map((group) => group.values),
  );
  return groups.filter((group, i) => {
    const hits = found[i]!.filter((one) => one.level === "same");
    if (hits.length > 0) toUpdate.push(...settleDuplicate(plan, group, hits, settle));
    return hits.length === 0;
  });
}

/** Duplicates pass only when the person wants them created; which policies he accepts is asked where migration turned them into warnings. */
function acceptOf(plan: ImportPlan): string[] {
  return plan.mapping.duplicates === "create" ? ["duplicate.found"] : [];
}

/** Children of each row, under the parent just written. A parent that was there keeps the children it has: equal ones are updated. */
async function writeChildren(
  ctx: Ctx,
  plan: ImportPlan,
  written: readonly { group: Group; id: string }[],
  state: "created" | "updated",
  options: WriteOptions,
  refused: Map<number, CellProblem[]>,
): Promise<void> {
  const targets = [...plan.cells, ...plan.constants].map(({ target }) => target).filter((target) => target.parent !== null);
  const mapped = new Set(plan.cells.map(({ target }) => target).filter((target) => target.parent !== null));
  for (const object of new Set(targets.map((target) => target.object))) {
    const parentKey = targets.find((target) => target.object === object)!.parent!.key;
    // Constants alone make no child: a row whose cells say nothing of a line has none.
    const own = [...mapped].filter((target) => target.object === object).map((target) => target.field.key);
    const rows = written.flatMap(({ group, id }) =>
      group.rows.flatMap((row) => {
        const values = row.children.get(object.name);
        return values !== undefined && own.some((key) => values[key] !== undefined)
          ? [{ row, values: { ...values, [parentKey]: id } as Record<string, unknown> }]
          : [];
      }),
    );
    if (rows.length === 0) continue;
    const existing =
      state === "updated"
        ? await existingChildren(
            ctx,
            object,
            parentKey,
            rows,
            targets.map((target) => target.field.key),
          )
        : rows.map(() => null);
    const fresh = rows.filter((_, i) => existing[i] === null);
    const known = rows.flatMap((one, i) => (existing[i] === null ? [] : [{ ...one, id: existing[i]! }]));
    const made = await ctx.records.createMany(
      object.name,
      fresh.map((one) => one.values),
      options,
    );
    const changed = await ctx.records.updateMany(
      object.name,
      known.map((one) => ({ ...one.values, id: one.id })),
      options,
    );
    [...made, ...changed].forEach((outcome, i) => {
      const { row, values } = [...fresh, ...known][i]!;
      if (!outcome.ok) refused.set(row.no, problemsOf(plan, object, outcome.error, values));
    });
  }
}

/** The verb asked for on every new record; a refusal takes the record back. */
async function performAfterwards(
  ctx: Ctx,
  plan: ImportPlan,
  written: readonly { group: Group; id: string }[],
  refused: Map<number, CellProblem[]>,
): Promise<void> {
  const verb = plan.mapping.afterwards;
  if (verb === undefined) return;
  for (const { group, id } of written) {
    try {
      await ctx.records.perform(plan.object.name, verb, id, {});
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const row of group.rows) refused.set(row.no, problemsOf(plan, plan.object, error, group.values));
    }
  }
}

/** The child that says the same by its references (a line of the same product) is the same child. */
async function existingChildren(
  ctx: Ctx,
  object: ModelObject,
  parentKey: string,
  rows: readonly { values: Record<string, unknown> }[],
  mappedKeys: readonly string[],
): Promise<(string | null)[]> {
  const references = [...object.fields.values()].filter(
    (field) => field.type === "reference" && (field.key === parentKey || mappedKeys.includes(field.key)),
  );
  const parentColumn = references.find((field) => field.key === parentKey)!.columns[0]!.column;
  const children = await ctx.db.query(sql`
    select r.id, ${join(
      references.map((field) => sql`r.${ident(field.columns[0]!.column)}`),
      ", ",
    )}
      from ${tableOf(ctx.company, object.table)} r
     where r.deleted_at is null and r.${ident(parentColumn)} = any(${rows.map(({ values }) => values[parentKey])}::uuid[])`);
  const taken = new Set<string>();
  return rows.map(({ values }) => {
    const same = children.find(
      (child) =>
        !taken.has(child.id) && references.every((field) => child[field.columns[0]!.column] === (values[field.key] ?? null)),
    );
    if (same === undefined) return null;
    taken.add(same.id);
    return same.id as string;
  });
}

function keyProblem(plan: ImportPlan, group: Group, code: string): CellProblem {
  const target = plan.key.at(-1)!;
  const column = plan.cells.find((cell) => cell.target.path === target.path)?.mapping.column ?? null;
  return { column, path: target.path, code, value: String(group.values[target.field.key] ?? "") };
}

/** A refusal of the write path, at the columns its fields came from. */
export function problemsOf(
  plan: ImportPlan,
  object: ModelObject,
  error: AppError,
  values: Record<string, unknown>,
): CellProblem[] {
  const errors = error.details.errors ?? [];
  if (errors.length === 0) return [{ column: null, path: null, code: error.code, ...paramsOf(error.details.params), value: "" }];
  return errors.map(({ field, code, params }) => {
    const isMeant = (target: { object: ModelObject; field: { key: string; name: string } }) =>
      target.object === object && (target.field.key === field || target.field.name === field);
    const cell = plan.cells.find(({ target }) => isMeant(target));
    const value = values[field];
    return {
      column: cell?.mapping.column ?? null,
      path: cell?.mapping.path ?? field,
      code,
      ...paramsOf(params),
      value: value === null || value === undefined ? "" : String(value),
    };
  });
}

function paramsOf(params: Record<string, unknown> | undefined): { params?: Record<string, unknown> } {
  return params === undefined ? {} : { params };
}
