import { isTransaction, type Queryable } from "#platform/database.ts";
import type { Access } from "./access/access.ts";
import { accessOf, tellAccessChange } from "./access/known-access.ts";
import { companyModel } from "./company/company.ts";
import type { Actor, Company, Ctx, Engine, Performing } from "./ctx.ts";
import { bindEvents } from "./history/bind-events.ts";
import type { Model } from "./model/model.ts";
import { bindOwnership } from "./ownership/bind-ownership.ts";
import { bindRecords } from "./records/bind-records.ts";

export type CtxParts = {
  engine: Engine;
  company: Company;
  model: Model;
  actor: Actor;
  access: Access;
  db: Queryable;
  performing?: Performing;
};

/** Binds records, ownership and events to one company, one actor and one connection or transaction. */
export function openCtx(parts: CtxParts): Ctx {
  const ctx = { ...parts, clock: parts.engine.clock } as Ctx;
  ctx.records = bindRecords(ctx, (work) => (isTransaction(parts.db) ? work(ctx) : writingIn(parts, work)));
  ctx.ownership = bindOwnership(ctx);
  ctx.events = bindEvents(ctx);
  return ctx;
}

/** A context that reads, on the pool. */
export async function reading(engine: Engine, company: Company, actor: Actor): Promise<Ctx> {
  return openCtx(await partsOf(engine, company, actor));
}

/** Runs work in one transaction as the actor; readers of the outbox are woken after the commit. */
export async function inTransaction<T>(
  engine: Engine,
  company: Company,
  actor: Actor,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  return await writingIn(await partsOf(engine, company, actor), work);
}

async function writingIn<T>(parts: CtxParts, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { engine, company } = parts;
  let written: Queryable = parts.db;
  const result = await engine.database.transaction((tx) => {
    written = tx;
    return work(openCtx({ ...parts, db: tx }));
  });
  tellAccessChange(engine, company, written);
  engine.wakeups.send(`events:${company.schema}`);
  return result;
}

async function partsOf(engine: Engine, company: Company, actor: Actor): Promise<CtxParts> {
  const model = await companyModel(engine, company);
  const access = await accessOf(engine, company, model, actor);
  return { engine, company, model, actor, access, db: engine.database };
}
