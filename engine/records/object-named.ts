import type { Ctx } from "../ctx.ts";
import { notFound } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import type { Named } from "./records.ts";

/** An object of the company's effective model, by its definition or name. */
export function objectNamed(ctx: Pick<Ctx, "model">, object: Named): ModelObject {
  const found = ctx.model.objects.get(typeof object === "string" ? object : object.name);
  if (found === undefined) throw notFound("object");
  return found;
}
