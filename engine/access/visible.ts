import sql, { join, type Sql } from "sql-template-tag";
import type { Predicate } from "./access.ts";

/** The predicate as one condition: for a row at hand, or for a walk through an index where most rows pass. */
export function visible(predicate: Predicate): Sql {
  if (predicate.kind === "all") return sql`true`;
  if (predicate.kind === "none" || predicate.branches.length === 0) return sql`false`;
  return sql`(${join(
    predicate.branches.map((branch) => branch.where),
    " or ",
  )})`;
}
