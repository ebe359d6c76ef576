import sql from "sql-template-tag";
import type { Ctx } from "../../ctx.ts";
import type { ModelObject } from "../../model/model.ts";
import { tableOf } from "../../model/sql.ts";
import { changedKeys, type Draft } from "../../records/draft.ts";

/** Files that a saved record's fields name belong to it from then on, and are seen by whoever sees it. */
export async function adoptFiles(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): Promise<void> {
  const keys = [...object.fields.values()].filter(({ type }) => type === "file" || type === "image").map(({ key }) => key);
  if (keys.length === 0) return;
  const pairs = drafts.flatMap((draft) =>
    changedKeys(draft, keys).flatMap((key) =>
      draft.record[key] ? [{ file: draft.record[key] as string, about: draft.record.id }] : [],
    ),
  );
  if (pairs.length === 0) return;
  await ctx.db.execute(sql`
    update ${tableOf(ctx.company, "file")} f set about_object = ${object.name}, about_id = p.about
    from unnest(${pairs.map(({ file }) => file)}::uuid[], ${pairs.map(({ about }) => about)}::uuid[]) as p(file, about)
    where f.id = p.file and f.about_id is null`);
}
