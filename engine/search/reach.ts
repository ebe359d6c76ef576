import { isClosed } from "../access/closed.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { Reach } from "./match-words.ts";
import { searchedFields } from "./search-document.ts";

/** How much of a search row may be compared: a hidden or masked field must not be found out by searching for it. */
export function reachOf(ctx: Ctx, object: ModelObject): Reach {
  if (isClosed(ctx, object, object.title)) return "nothing";
  return searchedFields(object).some(({ name }) => isClosed(ctx, object, name)) ? "title" : "document";
}
