import type { FastifyRequest } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import type { AppError } from "#engine/errors.ts";
import type { ModelObject } from "#engine/model/model.ts";
import type { Problem } from "#engine/wire.ts";
import { problemOf, wordsFor } from "./problem.ts";

/** One record's refusal within a bulk answer, worded like a refusal of its own. */
export function refusal(
  request: FastifyRequest,
  engine: Engine,
  object: ModelObject,
  error: AppError,
): { ok: false; problem: Problem } {
  return { ok: false, problem: problemOf(error, wordsFor(request, engine), { object, model: request.caller?.model }) };
}
