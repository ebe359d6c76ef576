import sql, { empty, join, raw } from "sql-template-tag";
import { isClosed } from "../access/closed.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { SearchHit } from "../wire.ts";
import type { Found } from "./find-matches.ts";
import type { Token } from "./grams.ts";
import { plainText } from "./plain-text.ts";
import { searchedFields } from "./search-document.ts";

/** What the found records are shown as: title, who holds it, and the text beside the title that matched. */
export async function describeHits(
  ctx: Ctx,
  found: readonly Found[],
  tokens: readonly Token[],
  shown: number,
): Promise<Map<string, SearchHit[]>> {
  const groups = Map.groupBy(found, (one) => one.object);
  const described = await Promise.all(
    [...groups].map(async ([name, some]) => {
      const object = ctx.model.objects.get(name)!;
      return [name, await describeGroup(ctx, object, some.slice(0, shown), tokens)] as const;
    }),
  );
  return new Map(described.filter(([, hits]) => hits.length > 0));
}

async function describeGroup(
  ctx: Ctx,
  object: ModelObject,
  found: readonly Found[],
  tokens: readonly Token[],
): Promise<SearchHit[]> {
  const fields = [object.fields.get(object.title)!, ...searchedFields(object)].filter(
    (field) => field.columns.length > 0 && !isClosed(ctx, object, field.name),
  );
  const owner = shownOwner(ctx, object);
  const columns = fields.map((field) => sql`r.${ident(field.columns[0]!.column)}::text as ${raw(`"${field.name}"`)}`);
  const ownerTitle = owner && ctx.model.objects.get(owner.to!);

  const rows = await ctx.db.query(sql`
    select r.id, ${join(columns.length > 0 ? columns : [sql`null as "nothing"`], ", ")}
           ${ownerTitle ? sql`, o.${ident(ownerTitle.fields.get(ownerTitle.title)!.columns[0]!.column)} as "ownerTitle"` : empty}
      from ${tableOf(ctx.company, object.table)} r
           ${ownerTitle ? sql`left join ${tableOf(ctx.company, ownerTitle.table)} o on o.id = r.${ident(owner!.columns[0]!.column)}` : empty}
     where r.id = any(${found.map((one) => one.id)}::uuid[])`);
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  return found.flatMap(({ id }) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return [
      {
        id,
        object: object.name,
        title: String(row[object.title] ?? ""),
        subtitle: String(row.ownerTitle ?? ""),
        matched: matchedText(fields.slice(1), row, tokens),
      },
    ];
  });
}

/** The field of the owner, for who may know both that somebody holds the record and what he is called. */
function shownOwner(ctx: Ctx, object: ModelObject): ModelField | undefined {
  const owner = object.ownerField === undefined ? undefined : object.fields.get(object.ownerField);
  const people = owner && ctx.model.objects.get(owner.to!);
  return people === undefined || isClosed(ctx, object, owner!.name) || isClosed(ctx, people, people.title) ? undefined : owner;
}

function matchedText(fields: readonly ModelField[], row: Record<string, unknown>, tokens: readonly Token[]): string {
  for (const field of fields) {
    const value = String(row[field.name] ?? "");
    const plain = field.type === "phone" ? value.replace(/\D/g, "") : plainText(value);
    if (plain !== "" && tokens.some((token) => plain.includes(token.text))) return value.slice(0, 80);
  }
  return "";
}
