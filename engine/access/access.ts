import type { Sql } from "sql-template-tag";
import type { ModelObject } from "../model/model.ts";
import type { Scope } from "../object.ts";

/** What one actor may do in one company, read once per request and cached by the organisation's version. */
export type Access = {
  /** Widest scope any role gives for the verb (`read`, `update`, an action's name …). */
  scope(object: ModelObject, verb: string): Scope;
  /** The rows on which the actor may use the verb, over a table alias. Every read and write passes through it. */
  predicate(object: ModelObject, verb: "read" | "update" | "delete" | (string & {}), alias: string): Predicate;
  field(object: ModelObject, field: string): FieldAccess;
  /** Rights that concern no record: `configure`, `migrate`, `invite`. */
  may(right: string): boolean;
  userId: string | null;
  /** The actor's departments, and those with everything below them. */
  departmentIds: readonly string[];
  departmentTreeIds: readonly string[];
  /** The name of a colleague or department, known without asking; undefined for anything else. */
  nameOf(object: string, id: string): string | undefined;
  /** The department a colleague belongs to first, null if to none, known without asking; undefined where it is not known. */
  departmentOf(userId: string): string | null | undefined;
};

export type FieldAccess = "edit" | "read" | "mask" | "hide";

/** Named, indexable conditions, any of which opens a row. `share` estimates the part of all rows they open together (0–1). */
export type Predicate = { kind: "all" } | { kind: "none" } | { kind: "branches"; branches: readonly Branch[]; share: number };

/**
 * `where` is a condition over the alias; `owners` is set when it is nothing but "owned by one of these". A plain branch looks
 * at the row's own columns only: several of them can be answered together by the table's indexes.
 */
export type Branch = { name: string; where: Sql; isPlain: boolean; owners?: readonly string[] };
