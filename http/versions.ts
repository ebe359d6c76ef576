import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#engine/errors.ts";
import type { WireRecord } from "#engine/wire.ts";

/** The version a change was made from. A change without one could overwrite what its author never saw. */
export function versionOf(request: FastifyRequest): number {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(request.headers["if-match"]?.trim() ?? "");
  if (match === null) throw new AppError("version.required");
  return Number(match[1]);
}

/** The answer with the version a later change has to name. */
export function withVersion(reply: FastifyReply, record: WireRecord): WireRecord {
  reply.header("etag", `"${record.version}"`);
  return record;
}
