import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { labelOfPath, objectLabel, type Words, wordsOf } from "#engine/labels.ts";
import type { Model, ModelObject } from "#engine/model/model.ts";
import type { Problem } from "#engine/wire.ts";
import { LARGEST_FILE_WORDS } from "#platform/files.ts";

/** The one place where an error becomes an answer: RFC 9457 in the caller's language. What is not an AppError is a bug. */
export function answerErrors(app: FastifyInstance, engine: Engine): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = error instanceof AppError ? error : translated(error);
    if (known === null) {
      engine.log.error({ err: error, requestId: request.id, method: request.method, route: request.routeOptions.url }, "bug");
      return send(request, reply, engine, new AppError("internal", { params: { requestId: request.id } }), 500);
    }
    if (known.status === 503) engine.log.warn({ reason: error.message, requestId: request.id }, known.code);
    if (known.code === "too_many") reply.header("retry-after", Number(known.details.params?.minutes ?? 1) * 60);
    return send(request, reply, engine, known, known.status);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, engine: Engine, error: AppError, status: number) {
  const problem = problemOf(error, wordsFor(request, engine), {
    status,
    requestId: request.id,
    object: request.object,
    verb: (request.params as { action?: string } | undefined)?.action,
    model: request.caller?.model,
  });
  return reply.code(status).type("application/problem+json; charset=utf-8").send(problem);
}

/** The signed-in person's language; before sign-in, the browser's. */
export function wordsFor(request: FastifyRequest, engine: Engine): Words {
  return wordsOf(engine.modules, request.caller?.actor.language ?? request.headers["accept-language"] ?? "zh-CN");
}

type ProblemFacts = {
  status?: number;
  requestId?: string;
  object?: ModelObject | null;
  /** Whose inputs may have labels of their own. */
  verb?: string | undefined;
  model?: Model | undefined;
};

/** The problem document of an error; used for whole answers and for single records of a bulk write. */
export function problemOf(error: AppError, words: Words, facts: ProblemFacts = {}): Problem {
  const { params, errors, with: extra } = error.details;
  return {
    type: `urn:kehai:problem:${error.code}`,
    title: messageOf(words, error.code, { ...named(words, facts, params), ...params }),
    status: facts.status ?? error.status,
    code: error.code,
    ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
    ...(params === undefined ? {} : { params }),
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map((problem) => ({
            ...problem,
            message:
              problem.message ??
              messageOf(words, problem.code, {
                ...named(words, facts, { ...problem.params, field: problem.field }),
                ...problem.params,
              }),
          })),
        }),
    ...extra,
  };
}

/** Field and object of a problem as the caller knows them. */
function named(
  words: Words,
  { object, verb, model }: ProblemFacts,
  params: Record<string, unknown> = {},
): Record<string, string> {
  const about = typeof params.object === "string" ? model?.objects.get(params.object) : undefined;
  const subject = about ?? object;
  const input = `${subject?.name}.inputs.${verb}.${params.field}`;
  const labelOf = (field: string) => (subject ? labelOfPath(words, subject, field, model) : field);
  return {
    ...(typeof params.field === "string" ? { label: words.has(input) ? words(input) : labelOf(params.field) } : {}),
    ...(about ? { objectLabel: objectLabel(words, about) } : {}),
  };
}

/** The words of a code; a code without its own takes those of its family. */
function messageOf(words: Words, code: string, params: Record<string, unknown>): string {
  const keys = [code];
  for (let dot = code.lastIndexOf("."); dot > 0; dot = code.lastIndexOf(".", dot - 1)) keys.push(code.slice(0, dot));
  return words(keys, params);
}

/** Failures of the framework and the database that say something to the caller; null for everything else. */
function translated(error: FastifyError & { syscall?: string }): AppError | null {
  const code = error.code ?? "";
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_INVALID_MULTIPART_CONTENT_TYPE":
      return new AppError("invalid.media_type");
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new AppError("too_large", { params: { max: "5 MB" } });
    case "FST_REQ_FILE_TOO_LARGE":
      return new AppError("too_large", { params: { max: LARGEST_FILE_WORDS } });
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new AppError("invalid.body");
    case "57014":
      return new AppError("unavailable.slow");
    case "40001":
    case "40P01":
    case "55P03":
      return new AppError("unavailable.busy");
    case "53100":
      return new AppError("unavailable.disk_full");
  }
  // A missing socket says ENOENT too, but only when connecting: a missing file is a bug.
  const isUnreachable = error.syscall === "connect" || /ECONNREFUSED|ECONNRESET|EPIPE/.test(code);
  const isDatabaseGone = /^(57P0|08|53)/.test(code) || isUnreachable || LOST.test(error.message);
  if (isDatabaseGone) return new AppError("unavailable.database");
  if (error instanceof SyntaxError && error.statusCode === 400) return new AppError("invalid.body");
  if (error.statusCode === 429) return new AppError("too_many.requests");
  // The framework's own refusals of malformed requests (bad URL encoding, bad multipart) carry a 4xx of their own.
  if (error.statusCode !== undefined && error.statusCode < 500) return new AppError("invalid.request");
  return null;
}

const LOST = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;
