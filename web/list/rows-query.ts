import type { ListQuery, WireObject } from "#engine/wire.ts";
import type { ListState } from "./list-state.ts";

/** Only what is shown travels: the columns, and what a row needs to be opened and changed. */
export function rowsQuery(
  object: WireObject,
  state: Pick<ListState, "filter" | "sort" | "q" | "columns">,
): Omit<ListQuery, "cursor" | "limit"> {
  const money = object.fields.some((field) => field.type === "money" || field.type === "price") ? ["currency"] : [];
  const types = object.recordTypes.length > 0 ? ["recordType"] : [];
  const fields = [...new Set([object.title, ...state.columns, ...types, ...money])].filter((name) =>
    object.fields.some((field) => field.name === name),
  );
  return {
    ...(state.filter ? { filter: state.filter } : {}),
    ...(state.q ? { q: state.q } : {}),
    sort: state.sort,
    fields: ["id", "version", ...fields],
  };
}
