import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { type Draft, refuse } from "./draft.ts";
import type { Locked } from "./lock-records.ts";
import { ownerKey } from "./read-input.ts";
import type { WriteOptions } from "./records.ts";

/** Setting history is a right of its own. */
export function authorizeMigration(ctx: Ctx, options: WriteOptions): void {
  if (options.migrating && options.as !== "engine" && !ctx.access.may("migrate")) throw new AppError("forbidden.migrate");
}

/** Refuses each new draft that the actor may not make, or not for that owner; the engine's own writes pass. */
export function authorizeCreate(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): void {
  if (options.as === "engine") return;
  const scope = ctx.access.scope(object, "create");
  const owner = ownerKey(object);
  for (const draft of drafts) {
    if (scope === "none" || object.single || (object.readOnly && options.as !== "action"))
      refuse(draft, "forbidden", { params: { verb: "create" } });
    else if (owner !== null && options.as !== "action") refuseStranger(ctx, object, draft, owner, "create");
  }
}

/** One's own right to the record, seen from its owner: it is given to no one whose records it does not reach. */
function refuseStranger(ctx: Ctx, object: ModelObject, draft: Draft, owner: string, verb: "create" | "update"): void {
  const given = draft.input[owner];
  if (!given || given === ctx.access.userId || given === draft.before?.[owner]) return;
  const right = ctx.access.predicate(object, verb, "t");
  if (right.kind === "all") return;
  const isReached = right.kind === "branches" && right.branches.some(({ owners }) => owners?.includes(String(given)));
  if (!isReached) refuse(draft, "forbidden.owner", { errors: [{ field: owner, code: "forbidden.owner" }] });
}

/** What the actor may not see does not exist for him; what he sees may still not be his to change. */
export function authorizeUpdate(
  ctx: Ctx,
  object: ModelObject,
  draft: Draft,
  found: Locked | undefined,
  options: WriteOptions,
): void {
  if (found === undefined) refuse(draft, "not_found", { params: { object: object.name } });
  else if (options.as === "engine" || ctx.performing?.recordId === found.record.id) return;
  else if (!found.isAllowed || (object.readOnly && options.as !== "action"))
    refuse(draft, "forbidden", { params: { verb: "update" } });
  else if (object.ownerField !== undefined && !object.fields.get(object.ownerField)!.handedBy && options.as !== "action")
    refuseStranger(ctx, object, draft, ownerKey(object)!, "update");
}
