import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { Company } from "../ctx.ts";
import type { CustomField, Customisation, CustomObject } from "../model/compile.ts";
import { tableOf } from "../model/sql.ts";

type StoredCustomisation = { kind: "object" | "field" | "options"; key: string; value: unknown };

/** Reads what a company's administrator has added; the version is that of the model it makes. */
export async function readCustomisation(db: Queryable, company: Company): Promise<Customisation> {
  const [version] = await db.query<{ version: number }>(sql`select version from ${tableOf(company, "model_version")}`);
  const rows = await db.query<StoredCustomisation>(
    sql`select kind, key, value from ${tableOf(company, "customisation")} order by kind, key`,
  );

  return rows.reduce(withEntry, { version: version?.version ?? 0, objects: [], fields: {}, options: {} });
}

/** The customisation as it will be once an entry is stored. */
export function withEntry(custom: Customisation, { kind, key, value }: StoredCustomisation): Customisation {
  if (kind === "object")
    return { ...custom, objects: [...custom.objects.filter(({ name }) => name !== key), value as CustomObject] };
  if (kind === "options") return { ...custom, options: { ...custom.options, [key]: value as Customisation["options"][string] } };
  const [object, name] = key.split(".") as [string, string];
  return { ...custom, fields: { ...custom.fields, [object]: { ...custom.fields[object], [name]: value as CustomField } } };
}

/** Stores one customisation and raises the model's version in the same transaction. */
export async function writeCustomisation(db: Queryable, company: Company, entry: StoredCustomisation): Promise<void> {
  await db.execute(sql`
    insert into ${tableOf(company, "customisation")} (kind, key, value) values (${entry.kind}, ${entry.key}, ${JSON.stringify(entry.value)}::jsonb)
    on conflict (kind, key) do update set value = excluded.value`);
  await db.execute(sql`update ${tableOf(company, "model_version")} set version = version + 1`);
}
