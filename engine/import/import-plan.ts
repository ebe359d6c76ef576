import type { Ctx } from "../ctx.ts";
import { type FieldProblem, invalid } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import type { ColumnMapping, ImportMapping } from "./import-wire.ts";
import { importTargets, lookupsOf, type Target } from "./targets.ts";

/** A mapping checked against the model, ready to read rows with. */
export type ImportPlan = {
  object: ModelObject;
  mapping: ImportMapping;
  cells: readonly PlannedCell[];
  constants: readonly { target: Target; value: unknown }[];
  key: readonly Target[];
};

export type PlannedCell = { mapping: ColumnMapping; target: Target; lookup: string | null };

/** Checks a mapping and binds it to the model. Throws one problem per wrong part, the path as its field. */
export function planImport(ctx: Ctx, object: ModelObject, mapping: ImportMapping): ImportPlan {
  const targets = importTargets(ctx, object);
  const problems: FieldProblem[] = [];
  const find = (path: string): Target | null => {
    const target = targets.get(path);
    if (target === undefined) problems.push({ field: path, code: "import.unknown_field", params: { name: path } });
    else if (target.migration && !mapping.migrating)
      problems.push({ field: path, code: "import.needs_migration", params: { name: path } });
    return target ?? null;
  };

  const cells = mapping.columns.flatMap((column) => {
    const target = find(column.path);
    return target === null ? [] : [{ mapping: column, target, lookup: lookupOf(ctx, column, target, problems) }];
  });
  const constants = mapping.constants.flatMap(({ path, value }) => {
    const target = find(path);
    return target === null ? [] : [{ target, value }];
  });
  const key = mapping.key.flatMap((path) => find(path) ?? []);

  const mapped = new Set([...cells, ...constants].map(({ target }) => target.path));
  if (mapped.size === 0) problems.push({ field: "mapping", code: "import.nothing_mapped" });
  for (const path of mapping.key) {
    if (!mapped.has(path)) problems.push({ field: path, code: "import.key_not_mapped", params: { name: path } });
  }
  if (mapping.mode !== "create" && mapping.key.length === 0) problems.push({ field: "key", code: "import.key_needed" });
  if (mapping.afterwards !== undefined && !object.actions.has(mapping.afterwards))
    problems.push({ field: "afterwards", code: "import.unknown_field", params: { name: mapping.afterwards } });
  if (problems.length > 0) throw invalid(problems);
  return { object, mapping, cells, constants, key };
}

function lookupOf(ctx: Ctx, column: ColumnMapping, target: Target, problems: FieldProblem[]): string | null {
  if (target.to === null) return null;
  const referred = ctx.model.objects.get(target.to);
  if (referred === undefined) return null;
  const lookups = lookupsOf(referred);
  if (column.lookup !== undefined && !lookups.includes(column.lookup)) {
    problems.push({ field: target.path, code: "import.unknown_field", params: { name: column.lookup } });
  }
  return column.lookup ?? lookups[0]!;
}
