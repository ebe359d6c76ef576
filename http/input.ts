import type { FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { AppError, type FieldProblem, invalid } from "#engine/errors.ts";

const validators = new WeakMap<TSchema, Validator>();

/** The body as the schema states it, or `invalid` with each problem at its field. */
export function read<T extends TSchema>(schema: T, body: unknown): Static<T> {
  let validator = validators.get(schema);
  if (validator === undefined) {
    validator = Compile(schema) as Validator;
    validators.set(schema, validator);
  }
  if (validator.Check(body ?? {})) return (body ?? {}) as Static<T>;
  throw invalid(problemsOf(validator.Errors(body ?? {}) as SchemaError[]));
}

type SchemaError = { keyword: string; instancePath: string; params: Record<string, any> };

function problemsOf(errors: readonly SchemaError[]): FieldProblem[] {
  const problems = errors.flatMap((error): FieldProblem[] => {
    const at = error.instancePath.split("/").slice(1).join(".");
    if (error.keyword === "required")
      return (error.params.requiredProperties as string[]).map((name) => ({
        field: at === "" ? name : `${at}.${name}`,
        code: "invalid.required",
      }));
    if (error.keyword === "minLength") return [{ field: at, code: "invalid.required" }];
    return [{ field: at, code: "invalid.input" }];
  });
  const first = new Map<string, FieldProblem>();
  for (const problem of problems) if (!first.has(problem.field)) first.set(problem.field, problem);
  return [...first.values()];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text);
}

/** The id in the path; what is no id names nothing. */
export function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id?: string };
  if (!isUuid(id)) throw new AppError("not_found", { params: { object: "record" } });
  return id.toLowerCase();
}
