import sql from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { recordColumns, recordOf } from "../records/rows.ts";

/** The object that holds a document's lines, with the reference by which they belong to it. */
export type LineObject = ModelObject & { lineOf: NonNullable<ModelObject["lineOf"]> };

/** The object of a document's lines; null for an object that has none. */
export function lineObjectOf(ctx: Pick<Ctx, "model">, document: ModelObject): LineObject | null {
  return document.lines === undefined ? null : (ctx.model.objects.get(document.lines.object) as LineObject);
}

/** The lines of documents, in order, by the document's id: those the actor may see, or all of them, locked for a change. */
export async function loadLines(
  ctx: Ctx,
  line: LineObject,
  documentIds: readonly string[],
  how: "visible" | "locked",
): Promise<ReadonlyMap<string, AnyRecord[]>> {
  if (documentIds.length === 0) return new Map();
  const { key, columns } = line.fields.get(line.lineOf.by)!;
  const isShown = how === "visible" ? visible(ctx.access.predicate(line, "read", "t")) : sql`true`;
  const rows = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, line, "t")} from ${tableOf(ctx.company, line.table)} t
    where t.${ident(columns[0]!.column)} = any(${documentIds}::uuid[]) and t.deleted_at is null and ${isShown}
    order by t.id ${how === "locked" ? sql`for no key update of t` : sql``}`);
  // Locked in the order of ids like everything else, so the order people gave them is made here.
  const lines = rows.map((row) => recordOf(ctx.company, line, row)).sort((a, b) => placeOf(a) - placeOf(b));
  return Map.groupBy(lines, (each) => each[key]);
}

/** A line that was added by itself comes after those that were written with the document. */
function placeOf({ position }: AnyRecord): number {
  return position ?? Number.MAX_SAFE_INTEGER;
}
