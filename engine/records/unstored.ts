import sql, { join, type Sql } from "sql-template-tag";
import type { Model, ModelField, ModelObject } from "../model/model.ts";
import { ident } from "../model/sql.ts";
import { compileFilter, type FilterFacts } from "./filter.ts";
import { todayOf } from "./ranges.ts";

/** The value of a state or an age over a row: the first case that holds, the days gone by; null when there is none. */
export function unstoredSql(model: Model, object: ModelObject, field: ModelField, alias: string, facts: FilterFacts): Sql {
  // The definition says what is; who may know it is a question about the field as a whole.
  const holds = (filter: unknown) => compileFilter(model, object, filter, alias, { ...facts, access: null });
  if (field.type === "state") {
    const cases = field.cases!.map(({ value, when }) => sql`when ${holds(when)} then ${value}::text`);
    return sql`(case ${join(cases, " ")} end)`;
  }
  const { since, while: condition } = field.age!;
  const today = todayOf({ now: facts.now, zone: facts.company.zone, fiscalStart: facts.company.fiscalStart }).toString();
  const days = sql`${today}::date - ${ident(alias)}.${ident(object.fields.get(since)!.columns[0]!.column)}`;
  return condition === undefined ? sql`(${days})` : sql`(case when ${holds(condition)} then ${days} end)`;
}
