import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { tableOf } from "../model/sql.ts";
import { conditionBranch, type Opening } from "./branches.ts";

/** Beyond this many ids a sub-select stays one: a long list of constants helps no plan. */
const MOST_IDS = 500;

type Asking = Pick<Opening, "model" | "company" | "now" | "userId" | "departmentIds" | "principalIds">;
type Opened = Pick<Opening, "teamObjects" | "sharedObjects" | "resolved">;

/**
 * What opens single records to the person, asked in one query: the objects of which anything is shared with him, and the ids
 * behind the objects' own branches ("the pools I belong to"). With constants in their place the planner knows how many rows a
 * branch opens; a branch that opens none costs nothing.
 */
export async function resolveBranches(db: Queryable, asking: Asking): Promise<Opened> {
  const { company, userId, principalIds } = asking;
  const subselects = subselectsOf(asking);
  const columns = [...subselects.values()].map((each, i) => sql`array(${each} limit ${MOST_IDS + 1}) as ${raw(`"s${i}"`)}`);
  const [row] = await db.query(sql`
    select array(select distinct object from ${tableOf(company, "team_member")} where user_id = ${userId}::uuid) as "team",
           array(select distinct object from ${tableOf(company, "record_share")} where principal_id = any(${principalIds}::uuid[])) as "share"
           ${join([sql``, ...columns], ", ")}`);
  const found = new Map([...subselects.keys()].map((key, i) => [key, row![`s${i}`] as string[]]));
  return {
    teamObjects: new Set(row!.team),
    sharedObjects: new Set(row!.share),
    resolved(targets) {
      const ids = found.get(keyOf(targets));
      return ids === undefined || ids.length > MOST_IDS ? null : ids;
    },
  };
}

function subselectsOf(asking: Asking): Map<string, Sql> {
  const subselects = new Map<string, Sql>();
  const resolved = (targets: Sql) => {
    subselects.set(keyOf(targets), targets);
    return null;
  };
  for (const object of asking.model.objects.values()) {
    for (const { name, where } of object.branches ?? []) conditionBranch({ ...asking, resolved }, object, name, where, "t");
  }
  return subselects;
}

function keyOf(statement: Sql): string {
  return `${statement.text} ${JSON.stringify(statement.values)}`;
}
