import { accessOf } from "../access/known-access.ts";
import { openCtx } from "../context.ts";
import type { Ctx, SystemActor } from "../ctx.ts";
import type { SystemRights } from "../subscriber.ts";

/** The same connection for the engine's own questions: with stated rights, whoever asked. */
export async function asSystem(ctx: Ctx, name: string, rights: SystemRights): Promise<Ctx> {
  const { engine, company, model, actor: asker, db } = ctx;
  const actor: SystemActor = { kind: "system", name, rights, source: asker.source, language: asker.language };
  return openCtx({ engine, company, model, actor, access: await accessOf(engine, company, model, actor), db });
}
