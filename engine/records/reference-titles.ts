import sql, { join, type Sql } from "sql-template-tag";
import { changesAccess } from "../access/known-access.ts";
import { maskOf } from "../access/masks.ts";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import type { WireReference } from "../wire.ts";
import { heldRow } from "./held-locks.ts";

/** One thing a record refers to. `showsTitle`: the title may be shown to those who cannot open it. */
export type Pointer = { object: string; id: string; showsTitle: boolean };

/** The references of records in at most one query, whatever they point to. */
export async function loadReferences(ctx: Ctx, pointers: readonly Pointer[]): Promise<(pointer: Pointer) => WireReference> {
  const asked = pointers.filter((pointer) => knownTitle(ctx, pointer) === undefined);
  const targets = Map.groupBy(asked, ({ object }) => object);
  const parts = [...targets].flatMap(([name, some]) => titlesSql(ctx, name, some) ?? []);
  const rows = parts.length === 0 ? [] : await ctx.db.query<Titled>(join(parts, " union all "));
  const known = new Map(rows.map((row) => [`${row.object} ${row.id}`, row]));

  return (pointer) => {
    const { object, id, showsTitle } = pointer;
    const title = knownTitle(ctx, pointer);
    if (title !== undefined) return { id, title: titleFor(ctx, object, title), object };
    const row = known.get(`${object} ${id}`);
    if (row === undefined || (!showsTitle && !row.isVisible)) return { id, title: null, object, hidden: true };
    return { id, title: titleFor(ctx, object, row.title), object };
  };
}

/**
 * Colleagues and departments stand in every answer, and are remembered with the rights, unless a write has just renamed one. What a
 * write has locked and read it knows as well.
 */
function knownTitle(ctx: Ctx, { object, id, showsTitle }: Pointer): string | undefined {
  if (!showsTitle) return undefined;
  const name = changesAccess(ctx.db) ? undefined : ctx.access.nameOf(object, id);
  if (name !== undefined) return name;
  const target = ctx.model.objects.get(object);
  const title = target && heldRow(ctx.db, target, id)?.[target.fields.get(target.title)!.key];
  return typeof title === "string" ? title : undefined;
}

type Titled = { object: string; id: string; title: string | null; isVisible: boolean };

/** What a field of a record points to; nothing for a field of several references. */
export function pointerOf(field: ModelField, record: AnyRecord): Pointer | null {
  const id = record[field.key];
  const object = field.type === "anyReference" ? record[`${field.name}Object`] : field.to;
  return id && object ? { object, id, showsTitle: showsTitle(field) } : null;
}

/** The same for any field, one or several. */
export function pointersOf(field: ModelField, record: AnyRecord): Pointer[] {
  if (field.type === "multiReference") {
    const ids: readonly string[] = record[field.key] ?? [];
    return ids.map((id) => ({ object: field.to!, id, showsTitle: showsTitle(field) }));
  }
  const pointer = pointerOf(field, record);
  return pointer === null ? [] : [pointer];
}

/** A file belongs to the record that names it: whoever sees the record may know its name. */
function showsTitle(field: ModelField): boolean {
  return field.showsTitle === true || field.type === "file" || field.type === "image";
}

function titlesSql(ctx: Ctx, name: string, pointers: readonly Pointer[]): Sql | null {
  const target = ctx.model.objects.get(name);
  if (target === undefined) return null;
  const ids = [...new Set(pointers.map(({ id }) => id))];
  const isVisible = pointers.every(({ showsTitle }) => showsTitle)
    ? sql`false`
    : visible(ctx.access.predicate(target, "read", "t"));
  return sql`select ${name}::text as object, t."id", ${titleColumn(target)} as title, ${isVisible} as "isVisible"
    from ${tableOf(ctx.company, target.table)} t where t."id" = any(${ids}::uuid[])`;
}

/** A record's title as text, over the alias `t`; whether the actor may read it is asked apart. */
export function titleColumn(object: ModelObject): Sql {
  return sql`t.${ident(object.fields.get(object.title)!.columns[0]!.column)}::text`;
}

function titleFor(ctx: Ctx, object: string, title: string | null): string | null {
  const target = ctx.model.objects.get(object)!;
  const right = ctx.access.field(target, target.title);
  if (right === "hide") return null;
  return right === "mask" ? maskOf(target.fields.get(target.title)!.type, title) : title;
}
