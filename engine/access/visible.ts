import sql, { join, type Sql } from "sql-template-tag";
import type { Predicate } from "./access.ts";

/** The predicate as one condition: for a row at hand, or for a walk through an index where most rows pass. */
export function visible(predicate: Predicate): Sql {
  if (predicate.kind === "all") return sql`true`;
  if (predicate.kind === "none") return sql`false`;
  return any(predicate.branches.map((branch) => branch.where));
}

/**
 * The predicate as conditions of which no row satisfies two: what counts and sums go through one after the other, so that
 * "owned by these people" can be answered from an index alone.
 */
export function visibleParts(predicate: Predicate): Sql[] {
  if (predicate.kind === "all") return [sql`true`];
  if (predicate.kind === "none") return [];
  const { branches } = predicate;
  const owned = branches.filter(({ owners }) => owners !== undefined);
  const plain = branches.filter((branch) => branch.isPlain && !owned.includes(branch));
  const parts = [owned, plain, ...branches.filter(({ isPlain }) => !isPlain).map((branch) => [branch])]
    .filter((some) => some.length > 0)
    .map((some) => any(some.map(({ where }) => where)));
  return parts.map((part, i) => (i === 0 ? part : sql`(${part} and (${any(parts.slice(0, i))}) is not true)`));
}

/** Conditions joined by or; none of them is false, so that nothing is seen by mistake. */
export function any(conditions: readonly Sql[]): Sql {
  const open = conditions.filter((condition) => condition.text !== "false");
  return open.length === 0 ? sql`false` : sql`(${join(open, " or ")})`;
}

/** Conditions joined by and; none of them is true. */
export function all(conditions: readonly Sql[]): Sql {
  if (conditions.some((condition) => condition.text === "false")) return sql`false`;
  return conditions.length === 0 ? sql`true` : sql`(${join(conditions, " and ")})`;
}
