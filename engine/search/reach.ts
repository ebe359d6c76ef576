import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { Reach } from "./match-words.ts";
import { searchedFields } from "./search-document.ts";

/** Whether a search row may be compared beyond its title: a hidden or masked field must not be found out by searching for it. */
export function reachOf(ctx: Ctx, object: ModelObject): Reach {
  const closed = searchedFields(object).some((field) => ["hide", "mask"].includes(ctx.access.field(object, field.name)));
  return closed ? "title" : "document";
}
