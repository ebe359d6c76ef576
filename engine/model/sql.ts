import { raw, type Sql } from "sql-template-tag";

/** Quotes an identifier that comes from the model. Throws on anything a definition could not have named. */
export function ident(name: string): Sql {
  return raw(quoted(name));
}

/** `"c_acme"."follow_up"`: SQL names the schema, there is no search path. */
export function tableOf(company: { schema: string }, table: string): Sql {
  return raw(`${quoted(company.schema)}.${quoted(table)}`);
}

/** A name as SQL; throws on anything but a plain identifier, for names cannot be sent as values. */
export function quoted(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not an identifier: ${name}`);
  return `"${name}"`;
}
