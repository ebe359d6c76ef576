import sql, { join, type Sql } from "sql-template-tag";
import type { Company } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import type { Subscriber } from "../subscriber.ts";

export const EVENT_COLUMNS: Sql = sql`id::text as position, at, name, object, record_id as "recordId", actor_id as "actorId", via, source, changes, data`;

/** Events a subscriber asked for: by name, by object (`lead.*`), or all. */
export function wanted({ on }: Pick<Subscriber, "on">): Sql {
  if (on.includes("*")) return sql`true`;
  const objects = on.filter((name) => name.endsWith(".*")).map((name) => name.slice(0, -2));
  const conditions = [
    sql`name = any(${[...on]}::text[])`,
    ...(objects.length > 0 ? [sql`object = any(${objects}::text[])`] : []),
  ];
  return sql`(${join(conditions, " or ")})`;
}

/** How far each subscriber has read. */
export const cursorTable = (company: Company) => tableOf(company, "event_cursor");
/** Events that a subscriber failed on for good. */
export const deadTable = (company: Company) => tableOf(company, "event_dead");
