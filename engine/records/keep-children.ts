import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { type Draft, hasChanged, newDraft } from "./draft.ts";
import { referenceTo } from "./keep-in-step.ts";
import { factKeys } from "./keys.ts";
import { recordColumns, recordOf } from "./rows.ts";

/** A child whose reference follows what it is about, with the key by which its subject names the same target. */
type Keeping = { child: ModelObject; about: ModelField; kept: ModelField; key: string };

/**
 * Lets what is about the changed records follow them: when a lead comes to have an account, what was said to the lead belongs
 * to that account too. Answers drafts per child object, ready to be written.
 */
export async function childrenOutOfStep(
  ctx: Ctx,
  object: ModelObject,
  changed: readonly Draft[],
): Promise<{ child: ModelObject; drafts: Draft[] }[]> {
  const moved = [];
  for (const keeping of keepingsOf(ctx, object)) {
    const subjects = changed.filter((draft) => draft.before !== null && hasChanged(draft, [keeping.key]));
    if (subjects.length > 0) moved.push({ child: keeping.child, drafts: await draftsOf(ctx, object, keeping, subjects) });
  }
  return moved;
}

function keepingsOf(ctx: Ctx, object: ModelObject): Keeping[] {
  return object.children.flatMap((relation) => {
    const child = ctx.model.objects.get(relation.object)!;
    const about = child.fields.get(relation.field)!;
    if (about.keeps === undefined) return [];
    const kept = child.fields.get(about.keeps)!;
    return object.name === kept.to ? [] : [{ child, about, kept, key: referenceTo(ctx, object.name, kept) }];
  });
}

async function draftsOf(
  ctx: Ctx,
  object: ModelObject,
  { child, about, kept, key }: Keeping,
  subjects: readonly Draft[],
): Promise<Draft[]> {
  const targets = new Map(subjects.map(({ record }) => [record.id, record[key] ?? null]));
  const rows = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, child, "t")} from ${tableOf(ctx.company, child.table)} t
    where t.${ident(about.columns.at(-1)!.column)} = any(${[...targets.keys()]}::uuid[])
      and t.${ident(about.columns[0]!.column)} = ${object.name} and t.deleted_at is null
    order by t.id for no key update of t`);
  return rows.map((row) => {
    const record = recordOf(ctx.company, child, row);
    return newDraft({ [kept.key]: targets.get(record[about.key]) }, record, { ...record });
  });
}

/**
 * Lets the children that watch a changed field run their rules again: what an instalment has from its contract (owner, state)
 * stays what the contract says.
 */
export async function childrenWatching(
  ctx: Ctx,
  object: ModelObject,
  changed: readonly Draft[],
): Promise<{ child: ModelObject; drafts: Draft[] }[]> {
  const watching = [];
  for (const { child, by, keys } of watchingsOf(ctx, object)) {
    // Lines that are stated with their document are about to be written anyway.
    const isWritten = (draft: Draft) => draft.lines !== null && child.lineOf?.by === by.name;
    const subjects = changed.filter((draft) => draft.before !== null && !isWritten(draft) && hasChanged(draft, keys));
    if (subjects.length === 0) continue;
    const rows = await ctx.db.query(sql`
      select ${recordColumns(ctx.company, child, "t")} from ${tableOf(ctx.company, child.table)} t
      where t.${ident(by.columns[0]!.column)} = any(${subjects.map(({ record }) => record.id)}::uuid[]) and t.deleted_at is null
      order by t.id for no key update of t`);
    const records = rows.map((row) => recordOf(ctx.company, child, row));
    watching.push({ child, drafts: records.map((record) => newDraft({}, record, { ...record })) });
  }
  return watching;
}

function watchingsOf(ctx: Ctx, object: ModelObject): { child: ModelObject; by: ModelField; keys: readonly string[] }[] {
  return object.children.flatMap((relation) => {
    const child = ctx.model.objects.get(relation.object)!;
    const by = child.fields.get(relation.field)!;
    const keys = watchedKeys(object, child, by);
    return keys.length === 0 ? [] : [{ child, by, keys }];
  });
}

/** A line watches all of its document, if its rules read it. */
function watchedKeys(document: ModelObject, child: ModelObject, by: ModelField): readonly string[] {
  const isLine = child.lineOf?.by === by.name && child.derives.some(({ reads }) => reads.includes(by.name));
  if (isLine) return factKeys(document);
  return (by.watches ?? []).flatMap((name) => document.fields.get(name)!.columns.map(({ key }) => key));
}
