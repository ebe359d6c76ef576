import { LRUCache } from "lru-cache";
import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { Company } from "../ctx.ts";
import type { Model } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import { type Organization, type Person, readOrganization, versionSql, withAbove } from "./organization.ts";
import { branchTables, type Found } from "./resolve-branches.ts";

/** Where a person stands in the company now, and the objects of which single records are open to him. */
export type Standing = {
  organization: Organization;
  /** Null for somebody the company does not know. */
  person: Person | null;
  principalIds: readonly string[];
  teamObjects: ReadonlySet<string>;
  sharedObjects: ReadonlySet<string>;
  /** What the objects' branches came to, by person; forgotten when anything they depend on changes. */
  found: Map<string, Found>;
};

type Kept = { version: string; organization: Organization; found: Map<string, Found> };

const kept = new LRUCache<string, Kept>({ max: 100 });

/** Reads it with one small query a request: the organisation itself is kept in memory until one of its tables changes. */
export async function standingOf(
  db: Queryable,
  company: Pick<Company, "id" | "schema">,
  model: Model,
  userId: string,
): Promise<Standing> {
  const tables = branchTables(model);
  for (;;) {
    const known = kept.get(company.id);
    const person = known?.organization.people.get(userId) ?? null;
    const principalIds =
      known && person ? [person.id, ...withAbove(known.organization, person.departmentIds), ...person.roleIds] : [userId];
    const [now] = await db.query<{ version: string; team: string[]; share: string[] }>(sql`
      select ${versionSql(company, tables)} as version,
        array(select distinct object from ${tableOf(company, "team_member")} where user_id = ${userId}::uuid) as team,
        array(select distinct object from ${tableOf(company, "record_share")} where principal_id = any(${principalIds}::uuid[])) as share`);
    const { version, team, share } = now!;
    if (known?.version === version) {
      const { organization, found } = known;
      return { organization, found, person, principalIds, teamObjects: new Set(team), sharedObjects: new Set(share) };
    }
    // Read after its version: a change in between makes the next round read again.
    kept.set(company.id, { version, organization: await readOrganization(db, company), found: new Map() });
  }
}
