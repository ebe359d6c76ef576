import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf } from "../ui/data/model.ts";
import { useAggregate } from "../ui/data/records.ts";
import { formatMoney, formatNumber } from "../ui/format.ts";
import type { ListState } from "./list-state.ts";

export type Total = { field: WireField; sum: string };

/** Sums of the fields the object totals, over every row the list asks for and not only those read; money in base currency. */
export function useTotals(object: WireObject, state: Pick<ListState, "filter" | "q">): Total[] {
  const fields = fieldsOf(object, object.totals);
  const sums = useAggregate(
    object.name,
    {
      ...(state.filter ? { filter: state.filter } : {}),
      ...(state.q ? { q: state.q } : {}),
      measures: Object.fromEntries(fields.map(({ name }) => [name, { fn: "sum", field: name }])),
    },
    fields.length > 0,
  );
  // What takes too long to add up is left out; the rows are there all the same.
  const measures = sums.isError ? undefined : sums.data?.rows[0]?.measures;
  return measures === undefined ? [] : fields.map((field) => ({ field, sum: String(measures[field.name] ?? 0) }));
}

export function totalText({ field, sum }: Total): string {
  return field.type === "money" || field.ofMoney ? formatMoney(sum) : formatNumber(sum);
}
