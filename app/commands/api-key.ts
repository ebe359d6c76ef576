import { parseArgs } from "node:util";
import sql from "sql-template-tag";
import { createApiKey } from "#engine/identity/api-keys.ts";
import { type Command, UsageError, withEngine } from "./command.ts";

export const apiKey: Command = {
  name: "api-key",
  usage: "LOGIN [--company SLUG] [--name TEXT]",
  summary: "make a key that acts as this person in a company, and print it once",

  async run(args) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { company: { type: "string" }, name: { type: "string" } },
    });
    const [login] = positionals;
    if (!login) throw new UsageError("whose key?");
    await withEngine(async (engine) => {
      const memberships = await engine.database.query<{ identityId: string; companyId: string; slug: string }>(sql`
        select identity.id as "identityId", company.id as "companyId", company.slug
        from kehai.membership
        join kehai.identity on identity.id = membership.identity_id
        join kehai.company on company.id = membership.company_id
        where lower(identity.login) = lower(${login}) and membership.disabled_at is null and identity.disabled_at is null
          and company.closed_at is null and (${values.company ?? null}::text is null or company.slug = ${values.company ?? null})`);
      if (memberships.length === 0) throw new Error(`${login} is in no such company.`);
      if (memberships.length > 1)
        throw new UsageError(
          `${login} is in several companies; choose with --company: ${memberships.map((one) => one.slug).join(", ")}`,
        );
      const { key } = await createApiKey(engine, memberships[0]!, { name: values.name ?? "command line" });
      console.log(key);
    });
  },
};
