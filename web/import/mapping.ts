import type {
  ColumnMapping,
  ImportMapping,
  ImportTarget,
  ImportView,
  Transform,
  ValueChoice,
} from "#engine/import/import-wire.ts";

export function targetOf(view: ImportView, path: string): ImportTarget | undefined {
  return view.targets.find((target) => target.path === path);
}

export function mappingsOf(mapping: ImportMapping, column: number): ColumnMapping[] {
  return mapping.columns.filter((one) => one.column === column);
}

/** A fresh mapping of a column: the target's first lookup and the likeliest date format, as the server would suggest them. */
export function mapped(view: ImportView, column: number, path: string): ColumnMapping {
  const target = targetOf(view, path);
  const format = view.columns.find((one) => one.index === column)?.dateFormats[0];
  const isDate = target?.type === "date" || target?.type === "dateTime";
  return {
    column,
    path,
    ...(target?.lookups?.[0] ? { lookup: target.lookups[0].field } : {}),
    ...(isDate && format ? { dateFormat: format } : {}),
  };
}

/** A field takes one column: choosing it here takes it from where it was. */
export function replaced(mapping: ImportMapping, old: ColumnMapping, next: ColumnMapping | null): ImportMapping {
  const columns = mapping.columns.flatMap((one) => (one === old ? (next ? [next] : []) : one.path === next?.path ? [] : [one]));
  return withoutLostKeys({ ...mapping, columns, constants: without(mapping.constants, next?.path) });
}

export function added(mapping: ImportMapping, next: ColumnMapping): ImportMapping {
  return {
    ...mapping,
    columns: [...without(mapping.columns, next.path), next],
    constants: without(mapping.constants, next.path),
  };
}

export function withConstant(mapping: ImportMapping, path: string): ImportMapping {
  return {
    ...mapping,
    columns: without(mapping.columns, path),
    constants: [...without(mapping.constants, path), { path, value: null }],
  };
}

function without<T extends { path: string }>(some: readonly T[], path: string | undefined): T[] {
  return some.filter((one) => one.path !== path);
}

/** A key must be mapped; one whose column was taken away is no key any more. */
function withoutLostKeys(mapping: ImportMapping): ImportMapping {
  const paths = pathsOf(mapping);
  return { ...mapping, key: mapping.key.filter((path) => paths.has(path)) };
}

export function pathsOf(mapping: ImportMapping): Set<string> {
  return new Set([...mapping.columns, ...mapping.constants].map(({ path }) => path));
}

export function missingTargets(view: ImportView, mapping: ImportMapping): ImportTarget[] {
  const paths = pathsOf(mapping);
  return mapping.mode === "update" ? [] : view.targets.filter((target) => target.required && !paths.has(target.path));
}

/** Leaving migration mode drops what only migration may set. */
export function withMigrating(view: ImportView, mapping: ImportMapping, migrating: boolean): ImportMapping {
  if (migrating) return { ...mapping, migrating };
  const isOpen = ({ path }: { path: string }) => !targetOf(view, path)?.migration;
  return withoutLostKeys({
    ...mapping,
    migrating,
    columns: mapping.columns.filter(isOpen),
    constants: mapping.constants.filter(isOpen),
  });
}

export function withValue(
  mapping: ImportMapping,
  at: { column: number; path: string },
  text: string,
  choice: ValueChoice | undefined,
): ImportMapping {
  const columns = mapping.columns.map((one) => {
    if (one.column !== at.column || one.path !== at.path) return one;
    const { [text]: _, ...values } = one.values ?? {};
    return { ...one, values: choice === undefined ? values : { ...values, [text]: choice } };
  });
  return { ...mapping, columns };
}

export function withOtherwise(
  mapping: ImportMapping,
  at: { column: number; path: string },
  otherwise: NonNullable<ColumnMapping["otherwise"]>,
): ImportMapping {
  const columns = mapping.columns.map((one) => (one.column === at.column && one.path === at.path ? { ...one, otherwise } : one));
  return { ...mapping, columns };
}

export const TRANSFORMS = ["replace", "prefix", "suffix", "split", "upper", "lower", "login"] as const;

export function newTransform(kind: Transform["kind"]): Transform {
  if (kind === "replace") return { kind, from: "", to: "" };
  if (kind === "split") return { kind, by: " ", part: 0 };
  if (kind === "prefix" || kind === "suffix") return { kind, text: "" };
  return { kind };
}
