import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import { plainText } from "../search/plain-text.ts";
import type { ImportMapping } from "./import-wire.ts";

/** The mapping with which a file of these headers was last imported into the object. */
export async function recallMapping(ctx: Ctx, object: ModelObject, header: readonly string[]): Promise<ImportMapping | null> {
  const [row] = await ctx.db.query<{ value: ImportMapping }>(
    sql`select value from ${tableOf(ctx.company, "setting")} where key = ${keyOf(object, header)}`,
  );
  const mapping = row?.value ?? null;
  // The right to set history may have gone since; it is asked for again.
  return mapping === null ? null : { ...mapping, migrating: mapping.migrating && ctx.access.may("migrate") };
}

/** Keeps a mapping for the next file of the object with the same header, whoever brings it. */
export async function rememberMapping(
  ctx: Ctx,
  object: ModelObject,
  header: readonly string[],
  mapping: ImportMapping,
): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "setting")} (key, value) values (${keyOf(object, header)}, ${JSON.stringify(mapping)}::jsonb)
    on conflict (key) do update set value = excluded.value`);
}

function keyOf(object: ModelObject, header: readonly string[]): string {
  const names = header.map((name) => plainText(name)).join("\u0000");
  return `import:${object.name}:${createHash("sha1").update(names).digest("base64url")}`;
}
