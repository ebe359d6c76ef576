import type { Action } from "../action.ts";
import { openCtx } from "../context.ts";
import type { Ctx } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";
import type { ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { loadRelated, type Related, refusalOf, ruleFacts } from "./apply-rules.ts";
import { newDraft } from "./draft.ts";
import { lockForWrite } from "./lock-records.ts";
import type { WriteOptions } from "./records.ts";
import { validInput } from "./valid-input.ts";

/** Performs a verb on one record: seen, permitted, current, well-formed, not blocked; then run, and told as one event. */
export async function performAction(
  ctx: Ctx,
  object: ModelObject,
  name: string,
  id: string,
  input: unknown,
  options: WriteOptions,
): Promise<AnyRecord | Record<string, unknown>> {
  const action = object.actions.get(name);
  if (action === undefined) throw notFound("action");
  const locked = isUuid(id) ? (await lockForWrite(ctx, object, [id], name)).get(id) : undefined;
  if (locked === undefined) throw (isUuid(id) ? await action.missed?.(id, ctx) : null) ?? notFound(object.name);
  if (!locked.isAllowed) throw new AppError("forbidden", { params: { verb: name } });
  const { record } = locked;
  if (options.version !== undefined && options.version !== record.version)
    throw new AppError("record.stale", { params: { version: record.version } });
  const checked = validInput(action.input, input);
  await refuseBlocked(ctx, object, action, record);

  const performing = { object: object.name, recordId: id, changes: {}, told: false };
  const verb = openCtx({ ...ctx, performing });
  const result = await action.run(record, checked, verb);
  if (!performing.told) await verb.events.emit(`${object.name}.${action.event ?? pastOf(name)}`, { id, ...facts(checked) });
  else if (Object.keys(performing.changes).length > 0) await verb.events.emit(`${object.name}.updated`, { id });
  return result;
}

/** `claim` → `claimed`, `release` → `released`; verbs that are irregular state their event. */
export function pastOf(verb: string): string {
  if (verb.endsWith("e")) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}

async function refuseBlocked(ctx: Ctx, object: ModelObject, action: Action, record: AnyRecord): Promise<void> {
  if (action.blockedBy === undefined) return;
  // What looks at nothing but the record needs nothing else to be read.
  const isAlone = action.blockedBy.length === 1;
  const related: Related = isAlone ? new Map() : await loadRelated(ctx, object, [newDraft({}, record, record)]);
  const facts = { ...ruleFacts(ctx, object, { before: record, record }, related), actorId: ctx.access.userId };
  const refusal = refusalOf(action.blockedBy(record, facts));
  if (refusal === null) return;
  const { code, field, params } = refusal;
  throw new AppError(code, { params, ...(field ? { errors: [{ field, code, ...(params ? { params } : {}) }] } : {}) });
}

function facts(input: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, ...rest } = input;
  return rest;
}
