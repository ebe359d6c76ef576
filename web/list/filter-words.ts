import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { useMemo } from "react";
import type { Filter } from "#engine/object.ts";
import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldOf, type Model, useModel } from "../ui/data/model.ts";
import { listRecords } from "../ui/data/records.ts";
import { formatDateTime, formatNumber } from "../ui/format.ts";

type Names = Record<string, string>;

/** Says a filter in words; names of referenced records are looked up once. */
export function useFilterWords(object: WireObject, filter: Filter | undefined): (part: Filter) => string {
  const model = useModel();
  const wanted = useMemo(() => referencesIn(model, object, filter), [model, object, filter]);
  const names = useQuery({
    queryKey: ["records", "names", wanted],
    queryFn: () => namesOf(model, wanted),
    enabled: wanted.length > 0,
    staleTime: 60_000,
  });
  return (part) => wordsOf(model, object, part, names.data ?? {});
}

function wordsOf(model: Model, object: WireObject, filter: Filter, names: Names): string {
  const t = i18next.t.bind(i18next);
  if ("and" in filter) return filter.and.map((part) => wordsOf(model, object, part, names)).join(` ${t("filter.and")} `);
  if ("or" in filter) return filter.or.map((part) => wordsOf(model, object, part, names)).join(` ${t("filter.or")} `);
  if ("not" in filter) return `${t("filter.not")} (${wordsOf(model, object, filter.not, names)})`;
  if (!("field" in filter)) return t("filter.special");
  const field = fieldAt(model, object, filter.field);
  const label = field?.label ?? filter.field;
  if (filter.op === "isEmpty" || filter.op === "isNotEmpty") return `${label} ${t(`filter.op.${filter.op}`)}`;
  return `${label} ${t(`filter.op.${filter.op}`)} ${valueWords(field, filter.value, names)}`;
}

/** `account.level` is the field `level` of what `account` points to. */
export function fieldAt(model: Model, object: WireObject, path: string): WireField | undefined {
  const [first = "", ...rest] = path.split(".");
  const field = fieldOf(object, first);
  if (rest.length === 0 || field === undefined) return field;
  const target = model.byName.get(field.to ?? "");
  const further = target ? fieldAt(model, target, rest.join(".")) : undefined;
  return further ? { ...further, label: `${field.label} ${further.label}` } : undefined;
}

function valueWords(field: WireField | undefined, value: unknown, names: Names): string {
  const t = i18next.t.bind(i18next);
  if (Array.isArray(value))
    return value.map((one) => valueWords(field, one, names)).join(field && isDated(field) ? " ~ " : t("filter.comma"));
  if (typeof value === "object" && value !== null) {
    if ("me" in value) return t("filter.me");
    if ("myDepartment" in value) return t("filter.my_department");
    if ("ago" in value) return agoWords(String(value.ago));
    return JSON.stringify(value);
  }
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  const text = String(value ?? "");
  if (field?.options) return field.options.find((option) => option.value === text)?.label ?? text;
  if (i18next.exists(`filter.within.${text}`)) return t(`filter.within.${text}`);
  if (names[text]) return names[text];
  if (field?.type === "dateTime" && /T/.test(text)) return formatDateTime(text);
  return typeof value === "number" ? formatNumber(value) : text;
}

function isDated(field: WireField): boolean {
  return field.type === "date" || field.type === "dateTime";
}

export function agoWords(ago: string): string {
  const [, count = "0", unit = "d"] = /^(\d+)([hdwmy])$/.exec(ago) ?? [];
  return count === "0" ? i18next.t("filter.within.today") : i18next.t(`filter.ago.${unit}`, { count: Number(count) });
}

type Wanted = { object: string; id: string };

function referencesIn(model: Model, object: WireObject, filter: Filter | undefined): Wanted[] {
  if (filter === undefined) return [];
  if ("and" in filter) return filter.and.flatMap((part) => referencesIn(model, object, part));
  if ("or" in filter) return filter.or.flatMap((part) => referencesIn(model, object, part));
  if (!("field" in filter)) return [];
  const field = fieldAt(model, object, filter.field);
  if (!field?.to) return [];
  const values = Array.isArray(filter.value) ? filter.value : [filter.value];
  return values.filter((value) => typeof value === "string").map((id) => ({ object: field.to!, id }));
}

async function namesOf(model: Model, wanted: Wanted[]): Promise<Names> {
  const byObject = Map.groupBy(wanted, (one) => one.object);
  const pages = [...byObject].map(async ([name, ones]) => {
    const target = model.byName.get(name);
    if (!target) return [];
    const page = await listRecords(target.path, {
      filter: { field: "id", op: "in", value: ones.map((one) => one.id) },
      limit: 50,
    });
    return page.items.map((record) => [record.id, String(record[target.title] ?? "")] as const);
  });
  return Object.fromEntries((await Promise.all(pages)).flat());
}
