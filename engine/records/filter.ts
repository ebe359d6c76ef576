import sql, { empty, type Sql } from "sql-template-tag";
import type { Access } from "../access/access.ts";
import { all, any, visible } from "../access/visible.ts";
import type { Company } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { Model, ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { comparisonOf, isUnstored, operatorsOf } from "../model/operators.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { Filter, Operator } from "../object.ts";
import { conditionOn } from "./filter-condition.ts";
import { askedOfStored } from "./unstored-filter.ts";

/** Who asks, when and where. `access` is null for filters that a definition states: they say what is, not who may look. */
export type FilterFacts = {
  company: Pick<Company, "schema" | "zone" | "fiscalStart">;
  now: Date;
  userId: string | null;
  departmentIds: readonly string[];
  access: Access | null;
  /** Ids that a sub-select of a definition's filter has already been found to give; null when it was not asked. */
  resolved?: (targets: Sql) => readonly string[] | null;
};

const DEEPEST = 12;
const MOST_CONDITIONS = 200;
const DEEPEST_RELATIONS = 2;

/**
 * Compiles a filter tree to a condition over `alias`. Every leaf is true or not true: an empty value satisfies only `isEmpty`,
 * `ne` and `notIn`, and a path through an empty reference satisfies nothing. Throws `filter.*` for what the object, or the
 * actor's rights, do not know.
 */
export function compileFilter(model: Model, object: ModelObject, filter: unknown, alias: string, facts: FilterFacts): Sql {
  return compile({ model, facts, relations: 0, count: { conditions: 0, aliases: 0 } }, object, filter, alias, 0);
}

type Compiling = { model: Model; facts: FilterFacts; relations: number; count: { conditions: number; aliases: number } };

function compile(on: Compiling, object: ModelObject, filter: unknown, alias: string, depth: number): Sql {
  count(on, depth);
  const node = shapeOf(filter);
  if ("and" in node) return all(onAll(on, object, node.and.map(shapeOf), alias, depth + 1));
  if ("or" in node) return any(node.or.map((part) => compile(on, object, part, alias, depth + 1)));
  if ("not" in node) return sql`(${compile(on, object, node.not, alias, depth + 1)}) is not true`;
  if ("some" in node) return onChildren(on, object, node.some, node.where, alias, depth);
  if ("none" in node) return sql`(${onChildren(on, object, node.none, node.where, alias, depth)}) is not true`;
  return onField(on, object, [askedBy(node)], alias);
}

function count(on: Compiling, depth: number): void {
  if (depth > DEEPEST || ++on.count.conditions > MOST_CONDITIONS) throw new AppError("filter.too_complex");
}

type Leaf = { field: string; op: Operator; value?: unknown };
/** A condition and where it stands on its way to the field: `["owner", "department", "name"]`, one name less at each record. */
type Asked = { leaf: Leaf; path: readonly string[] };

function onAll(on: Compiling, object: ModelObject, parts: readonly Filter[], alias: string, depth: number): Sql[] {
  const leaves = parts.filter((part) => "field" in part);
  for (const _ of leaves) count(on, depth);
  const others = parts.filter((part) => !("field" in part)).map((part) => compile(on, object, part, alias, depth));
  return [...onFields(on, object, leaves.map(askedBy), alias), ...others];
}

const askedBy = (leaf: Leaf): Asked => ({ leaf, path: leaf.field.split(".") });

/**
 * Conditions that ask the same referenced record share a sub-select: apart, they hide from the planner that they speak of one
 * row, and it expects far fewer than there are.
 */
function onFields(on: Compiling, object: ModelObject, asked: readonly Asked[], alias: string): Sql[] {
  const together = Map.groupBy(asked, (each) => (isThroughOne(object, each) ? each.path[0] : each));
  return [...together.values()].map((group) => onField(on, object, group, alias));
}

const isThroughOne = (object: ModelObject, { path }: Asked) =>
  path.length > 1 && object.fields.get(path[0]!)?.type === "reference";

const SHAPES: Record<string, readonly string[]> = {
  and: [],
  or: [],
  not: [],
  field: ["op", "value"],
  some: ["where"],
  none: ["where"],
};

/** The node as its type says; filters come from outside, so nothing about them is taken for granted. */
function shapeOf(filter: unknown): Filter {
  if (typeof filter !== "object" || filter === null || Array.isArray(filter)) throw new AppError("filter.malformed");
  const keys = Object.keys(filter);
  const head = keys.find((key) => Object.hasOwn(SHAPES, key));
  const isKnown = head !== undefined && keys.every((key) => key === head || SHAPES[head]!.includes(key));
  const node = filter as Record<string, unknown>;
  if (!isKnown) throw new AppError("filter.malformed", { params: { key: keys.join(", ") } });
  if ((head === "and" || head === "or") && !Array.isArray(node[head]))
    throw new AppError("filter.malformed", { params: { key: head } });
  if (head === "field" && (typeof node.field !== "string" || typeof node.op !== "string")) throw new AppError("filter.malformed");
  if ((head === "some" || head === "none") && typeof node[head] !== "string") throw new AppError("filter.malformed");
  return filter as Filter;
}

/** One condition on a field of this object, or several on the record that a field refers to. */
function onField(on: Compiling, object: ModelObject, asked: readonly Asked[], alias: string): Sql {
  const [{ leaf, path }] = asked as [Asked];
  if (asked.some((each) => each.path.length > 5)) throw new AppError("filter.too_complex");
  const field = fieldNamed(object, path[0]!, on.facts.access, leaf.field);
  if (path.length > 1) return throughReference(on, object, field, asked, alias);

  if (!operatorsOf(field).includes(leaf.op)) {
    throw new AppError("filter.bad_operator", { params: { field: leaf.field, op: leaf.op } });
  }
  const comparing = { object, field, leaf, alias, facts: on.facts };
  if (!isUnstored(field)) return conditionOn(comparing);
  return compileFilter(on.model, object, askedOfStored(comparing), alias, { ...on.facts, access: null });
}

/** A field by its name or its key (`owner`, `ownerId`). What the actor may not see in clear is unknown to him. */
export function fieldNamed(object: ModelObject, name: string, access: Access | null, asked = name): ModelField {
  const field = object.fields.get(name) ?? [...object.fields.values()].find((each) => each.key === name);
  const isKnown = field !== undefined && !field.retired;
  if (!isKnown || (access !== null && ["hide", "mask"].includes(access.field(object, field.name)))) {
    throw new AppError("filter.unknown_field", { params: { field: asked, object: object.name } });
  }
  return field;
}

/** `account.level`: the record refers to one of the targets that satisfy the rest, as far as the actor may see them. */
function throughReference(on: Compiling, object: ModelObject, field: ModelField, asked: readonly Asked[], alias: string): Sql {
  const kind = comparisonOf(field);
  const target = field.to === undefined ? undefined : on.model.objects.get(field.to);
  if (target === undefined || (kind !== "reference" && kind !== "references")) {
    throw new AppError("filter.unknown_field", { params: { field: asked[0]!.leaf.field, object: object.name } });
  }
  const inner = nextAlias(on);
  // Only the outermost sub-select is looked up: those inside it are part of its text.
  const inside = { ...on, facts: { ...on.facts, resolved: undefined } };
  const further = asked.map(({ leaf, path }) => ({ leaf, path: path.slice(1) }));
  const targets = sql`select ${ident(inner)}."id" from ${tableOf(on.facts.company, target.table)} ${ident(inner)}
    where ${ident(inner)}."deleted_at" is null and ${all(onFields(inside, target, further, inner))}${seen(on, target, inner)}`;
  if (kind === "reference") {
    const column = sql`${ident(alias)}.${ident(field.columns.at(-1)!.column)}`;
    const known = on.facts.access === null ? (on.facts.resolved?.(targets) ?? null) : null;
    if (known === null) return sql`${column} in (${targets})`;
    return known.length === 0 ? sql`false` : sql`${column} = any(${known}::uuid[])`;
  }
  const links = tableOf(on.facts.company, `${object.table}_${snake(field.name)}`);
  return sql`${ident(alias)}."id" in (select l."record_id" from ${links} l where l."target_id" in (${targets}))`;
}

/**
 * The outermost relation is asked row by row, which stops at the first child; those inside it as one set each, or the work
 * would multiply with every level.
 */
function onChildren(on: Compiling, object: ModelObject, name: string, where: unknown, alias: string, depth: number): Sql {
  if (on.relations === DEEPEST_RELATIONS) throw new AppError("filter.too_complex");
  const { child, field } = childNamed(on, object, name);
  const inside = { ...on, relations: on.relations + 1 };
  const inner = nextAlias(on);
  const key = sql`${ident(inner)}.${ident(field.columns.at(-1)!.column)}`;
  const ofObject =
    field.type === "anyReference" ? sql` and ${ident(inner)}.${ident(field.columns[0]!.column)} = ${object.name}` : empty;
  const condition = where === undefined ? empty : sql` and ${compile(inside, child, where, inner, depth + 1)}`;
  const children = sql`from ${tableOf(on.facts.company, child.table)} ${ident(inner)}
    where ${ident(inner)}."deleted_at" is null${ofObject}${condition}${seen(on, child, inner)}`;
  const id = sql`${ident(alias)}."id"`;
  return on.relations === 0 ? sql`exists (select 1 ${children} and ${key} = ${id})` : sql`${id} in (select ${key} ${children})`;
}

/** A child relation by the child's plural, or `plural.reference` where several references of the child point here. */
function childNamed(on: Compiling, object: ModelObject, name: string): { child: ModelObject; field: ModelField } {
  const [plural, by] = name.split(".");
  const found = object.children
    .map((each) => ({ child: on.model.objects.get(each.object)!, by: each.field }))
    .filter(({ child, by: own }) => child.plural === plural && (by === undefined || by === own))
    .map(({ child, by: own }) => ({ child, field: child.fields.get(own)! }));
  // A reference that follows what the child is about reaches further than the `about` itself.
  const best = found.find(({ field }) => field.type === "reference") ?? found[0];
  if (best === undefined) throw new AppError("filter.unknown_field", { params: { field: name, object: object.name } });
  fieldNamed(best.child, best.field.name, on.facts.access, name);
  return best;
}

function seen(on: Compiling, object: ModelObject, alias: string): Sql {
  if (on.facts.access === null) return empty;
  const predicate = on.facts.access.predicate(object, "read", alias);
  return predicate.kind === "all" ? empty : sql` and ${visible(predicate)}`;
}

function nextAlias(on: Compiling): string {
  return `f${++on.count.aliases}`;
}
