import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import { loadReferences } from "../records/reference-titles.ts";
import type { ImportState, ImportSummary } from "./import-wire.ts";

const SHOWN = 30;

type Row = Omit<ImportSummary, "by" | "state"> & { state: ImportState; actorId: string | null };

/** The latest imports, newest first: one's own, or everybody's for those who configure. */
export async function listImports(ctx: Ctx): Promise<ImportSummary[]> {
  const readable = [...ctx.model.objects.values()].filter((object) => ctx.access.scope(object, "read") !== "none");
  const mine = ctx.access.may("configure") ? sql`true` : sql`job.actor_id = ${ctx.access.userId}`;
  const rows = await ctx.db.query<Row>(sql`
    with shown as materialized (
      select job.* from ${tableOf(ctx.company, "bulk_job")} job
      where job.kind = 'import' and ${mine} and job.payload ->> 'object' = any(${readable.map(({ name }) => name)}::text[])
      order by job.id desc limit ${SHOWN}
    )
    select shown.id, shown.payload ->> 'object' as object, shown.payload ->> 'fileName' as "fileName", shown.state,
      (shown.payload ->> 'dry')::boolean as dry, shown.done, coalesce(shown.total, 0) as total,
      shown.created_at as "createdAt", shown.actor_id as "actorId",
      counted.created, counted.updated, counted.skipped, counted.failed
    from shown cross join lateral (
      select count(*) filter (where r.state = 'created') as created, count(*) filter (where r.state = 'updated') as updated,
        count(*) filter (where r.state = 'skipped') as skipped, count(*) filter (where r.state = 'failed') as failed
      from ${tableOf(ctx.company, "import_row")} r where r.job_id = shown.id
    ) counted order by shown.id desc`);

  const pointerTo = (id: string) => ({ object: "user", id, showsTitle: true });
  const titleOf = await loadReferences(
    ctx,
    rows.flatMap(({ actorId }) => (actorId === null ? [] : [pointerTo(actorId)])),
  );
  return rows.map(({ actorId, ...row }) => ({ ...row, by: actorId === null ? null : titleOf(pointerTo(actorId)) }));
}
