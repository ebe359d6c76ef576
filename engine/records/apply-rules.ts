import sql from "sql-template-tag";
import { todayIn } from "#platform/clock.ts";
import type { Ctx } from "../ctx.ts";
import type { Model, ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import type { CheckRule, Refusal, RuleFacts } from "../rule.ts";
import { type Draft, refuse } from "./draft.ts";
import { heldRow } from "./held-locks.ts";
import type { WriteOptions } from "./records.ts";
import { recordColumns, recordOf } from "./rows.ts";

/** Records that rules may read, by `object id`. */
export type Related = ReadonlyMap<string, AnyRecord>;

/**
 * Loads what the object's rules and finds name in `reads`, one query per step and target for the whole chunk; `known` records
 * are taken as they are given.
 */
export async function loadRelated(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  known: Related = new Map(),
): Promise<Related> {
  return await loadRead(ctx, object, [...object.derives, ...object.checks, ...object.finds], drafts, known);
}

/** The same for some of the rules. */
export async function loadRead(
  ctx: Ctx,
  object: ModelObject,
  rules: readonly { reads: readonly string[] }[],
  drafts: readonly Pick<Draft, "record">[],
  known: Related = new Map(),
): Promise<Related> {
  const paths = rules.flatMap(({ reads }) => reads);
  let related = known;
  for (const step of stepsOf(paths)) {
    const wanted = new Map<string, Set<string>>();
    for (const path of step) {
      for (const { record } of drafts) {
        const { target, id } = endOf(ctx.model, object, path, record, related);
        if (target && id) wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
      }
    }
    related = new Map([...(await loadRecords(ctx, wanted)), ...related]);
  }
  return related;
}

/** `quote.account` takes two steps: first `quote`, then `quote.account`. */
function stepsOf(paths: readonly string[]): ReadonlySet<string>[] {
  const steps: Set<string>[] = [];
  for (const path of paths) {
    const names = path.split(".");
    names.forEach((_, i) => {
      steps[i] = (steps[i] ?? new Set()).add(names.slice(0, i + 1).join("."));
    });
  }
  return steps;
}

/** Whole records by object and ids, deleted ones too, not to be changed in place; for the engine itself, which asks nobody's permission. */
export async function loadRecords(ctx: Ctx, wanted: ReadonlyMap<string, ReadonlySet<string>>): Promise<Related> {
  const loaded = new Map<string, AnyRecord>();
  for (const [name, ids] of wanted) {
    const target = ctx.model.objects.get(name)!;
    const unread = [...ids].filter((id) => {
      const row = heldRow(ctx.db, target, id);
      if (row !== undefined) loaded.set(`${name} ${id}`, row);
      return row === undefined;
    });
    if (unread.length === 0) continue;
    const rows = await ctx.db.query(
      sql`select ${recordColumns(ctx.company, target, "t")} from ${tableOf(ctx.company, target.table)} t where t.id = any(${unread}::uuid[])`,
    );
    for (const row of rows) loaded.set(`${name} ${row.id}`, recordOf(ctx.company, target, row));
  }
  return loaded;
}

/** Lets the object's rules compute fields. Migration keeps what the file states. */
export function deriveFields(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  related: Related,
  options: WriteOptions,
): void {
  for (const draft of drafts) {
    const facts = ruleFacts(ctx, object, draft, related, options);
    for (const rule of object.derives) {
      const derived = rule.run(draft.record, facts);
      for (const key of Object.keys(derived)) {
        if (options.migrating && draft.stated.has(key)) continue;
        draft.record[key] = derived[key] ?? null;
      }
    }
  }
}

/** Asks the object's check rules. Refusals end the draft; in migration, and where accepted, policies become warnings. */
export function checkRules(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  related: Related,
  options: WriteOptions,
  rules: readonly CheckRule[] = object.checks,
): void {
  for (const draft of drafts) {
    const facts = ruleFacts(ctx, object, draft, related, options);
    for (const rule of rules) {
      const refusal = refusalOf(rule.run(draft.record, facts));
      if (refusal === null) continue;
      if (rule.strength === "policy" && options.migrating) draft.warnings.push(refusal);
      else {
        const { code, field, params } = refusal;
        refuse(draft, code, { params, ...(field ? { errors: [{ field, code, ...(params ? { params } : {}) }] } : {}) });
      }
    }
  }
}

/** A refusal in its long form; null stays null. */
export function refusalOf(refusal: Refusal) {
  return typeof refusal === "string" ? { code: refusal } : refusal;
}

/** What rules may know of a draft; `related` must hold what they name in `reads`. */
export function ruleFacts(
  ctx: Ctx,
  object: ModelObject,
  { before, record, found }: Pick<Draft, "before" | "record"> & Partial<Pick<Draft, "found">>,
  related: Related,
  options: WriteOptions = {},
): RuleFacts<AnyRecord> {
  const optionsOf = (name: string) => object.fields.get(name)?.options ?? [];
  return {
    before,
    // Few rules ask for the time, and a chunk asks them once per record.
    get now() {
      return ctx.clock.now().toISOString();
    },
    get today() {
      return todayIn(ctx.company.zone, ctx.clock);
    },
    currency: ctx.company.currency,
    migrating: options.migrating ?? false,
    option: (name) => optionsOf(name).find((option) => option.value === record[name]) ?? null,
    options: (name) =>
      optionsOf(name).filter(
        (option) => !option.retired && (!option.types || record.recordType === null || option.types.includes(record.recordType)),
      ),
    related(path) {
      const { target, id } = endOf(ctx.model, object, path, record, related);
      return (target && id && related.get(`${target} ${id}`)) || null;
    },
    found: (name) => (found?.get(name) as any) ?? null,
  };
}

type Pointed = { target: string | null | undefined; id: string | null | undefined };

/** Where a path of references ends, as far as what it passes through is loaded. */
function endOf(model: Model, object: ModelObject, path: string, record: AnyRecord, related: Related): Pointed {
  const dot = path.indexOf(".");
  if (dot === -1) return pointsTo(object, path, record);
  const { target, id } = pointsTo(object, path.slice(0, dot), record);
  const next = related.get(`${target} ${id}`);
  return next === undefined ? NOWHERE : endOf(model, model.objects.get(target!)!, path.slice(dot + 1), next, related);
}

function pointsTo(object: ModelObject, name: string, record: AnyRecord): Pointed {
  const field = object.fields.get(name);
  if (!field) throw new Error(`${object.name}: a rule reads "${name}", which is no reference`);
  return { target: field.type === "anyReference" ? record[`${name}Object`] : field.to, id: record[field.key] };
}

const NOWHERE: Pointed = { target: null, id: null };
