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

  const fields: Record<string, Record<string, CustomField>> = {};
  for (const row of rows.filter((candidate) => candidate.kind === "field")) {
    const [object, name] = row.key.split(".") as [string, string];
    fields[object] = { ...fields[object], [name]: row.value as CustomField };
  }
  return {
    version: version?.version ?? 0,
    objects: rows.filter((row) => row.kind === "object").map((row) => row.value as CustomObject),
    fields,
    options: Object.fromEntries(
      rows.filter((row) => row.kind === "options").map((row) => [row.key, row.value as Customisation["options"][string]]),
    ),
  };
}

/** Stores one customisation and raises the model's version in the same transaction. */
export async function writeCustomisation(db: Queryable, company: Company, entry: StoredCustomisation): Promise<void> {
  await db.execute(sql`
    insert into ${tableOf(company, "customisation")} (kind, key, value) values (${entry.kind}, ${entry.key}, ${JSON.stringify(entry.value)}::jsonb)
    on conflict (kind, key) do update set value = excluded.value`);
  await db.execute(sql`update ${tableOf(company, "model_version")} set version = version + 1`);
}
