import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { Reach } from "./match-words.ts";
import { searchedFields } from "./search-document.ts";

/** How much of a search row may be compared: a hidden or masked field must not be found out by searching for it. */
export function reachOf(ctx: Ctx, object: ModelObject): Reach {
  if (isClosed(ctx, object, object.title)) return "nothing";
  return searchedFields(object).some(({ name }) => isClosed(ctx, object, name)) ? "title" : "document";
}

/** Whether the actor may not read a field of an object as it stands: it is hidden from him or masked. */
export function isClosed({ access }: Pick<Ctx, "access">, object: ModelObject, field: string): boolean {
  const right = access.field(object, field);
  return right === "hide" || right === "mask";
}
