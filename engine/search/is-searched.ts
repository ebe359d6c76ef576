import type { ModelObject } from "../model/model.ts";

/** Whether the global search covers an object: one that names its search fields, or that has a place in the navigation. */
export function isSearched(object: Pick<ModelObject, "search" | "area" | "within">): boolean {
  return object.search !== undefined || (object.area !== "none" && object.within === undefined);
}
