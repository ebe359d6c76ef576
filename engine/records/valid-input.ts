import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { TSchema } from "typebox";
import { AppError, type FieldProblem } from "../errors.ts";
import { cleanDeep } from "../fields/text.ts";

const ajv = formats.default(new Ajv({ allErrors: true, coerceTypes: false, strict: false }));
const validators = new WeakMap<TSchema, ValidateFunction>();

/** What an action or a document was given, as its schema wants it and nothing besides; else `invalid` with each problem at its field. */
export function validInput(schema: TSchema, input: unknown): Record<string, unknown> {
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile({ additionalProperties: false, ...schema });
    validators.set(schema, validate);
  }
  const given = cleanDeep(input ?? {}) as Record<string, unknown>;
  if (!validate(given)) throw new AppError("invalid", { errors: (validate.errors ?? []).map(problemOf) });
  return given;
}

const CODES: Record<string, string> = {
  required: "invalid.required",
  additionalProperties: "invalid.unknown_field",
  maxLength: "invalid.too_long",
  minLength: "invalid.required",
  enum: "invalid.option",
  minimum: "invalid.too_small",
  maximum: "invalid.too_large",
};

function problemOf(error: NonNullable<ValidateFunction["errors"]>[number]): FieldProblem {
  const { keyword, instancePath, params } = error;
  const inner = params.missingProperty ?? params.additionalProperty;
  const field = [...instancePath.split("/").filter((part) => part !== ""), ...(inner === undefined ? [] : [inner])].join(".");
  return { field, code: CODES[keyword] ?? "invalid.input", params: { name: field, max: params.limit, min: params.limit } };
}
