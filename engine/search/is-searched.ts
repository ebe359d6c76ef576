import type { ModelObject } from "../model/model.ts";

/** Whether the global search covers an object: one that names its search fields; of those that say nothing, what has a place in the navigation. */
export function isSearched(object: Pick<ModelObject, "search" | "area" | "within">): boolean {
  if (object.search !== undefined) return object.search !== false;
  return object.area !== "none" && object.within === undefined;
}
