import type { FastifyRequest } from "fastify";
import { inTransaction, reading } from "#engine/context.ts";
import type { Ctx, Engine } from "#engine/ctx.ts";
import { notFound } from "#engine/errors.ts";
import type { ModelObject } from "#engine/model/model.ts";
import type { AnyRecord } from "#engine/object.ts";
import { toWire, type WireOptions } from "#engine/records/wire-record.ts";
import type { WireRecord } from "#engine/wire.ts";
import { callerOf } from "./caller.ts";

/** Work that only reads, as the caller, on the pool. */
export async function readAs(engine: Engine, request: FastifyRequest): Promise<Ctx> {
  const { company, actor } = callerOf(request);
  return await reading(engine, company, actor);
}

/** Work that writes, as the caller, in one transaction. */
export async function writeAs<T>(engine: Engine, request: FastifyRequest, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { company, actor } = callerOf(request);
  return await inTransaction(engine, company, actor, work);
}

/** The object the path names in the caller's effective model; problems of the request speak of its fields. */
export function objectOf(request: FastifyRequest): ModelObject {
  const { objects } = request.params as { objects: string };
  const object = callerOf(request).model.byPath.get(objects);
  if (object === undefined) throw notFound("object");
  request.object = object;
  return object;
}

/** One record as it leaves the server. */
export async function wireOne(ctx: Ctx, object: ModelObject, record: AnyRecord, options: WireOptions = {}): Promise<WireRecord> {
  const [wire] = await toWire(ctx, object, [record], options);
  return wire!;
}
