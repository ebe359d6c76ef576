import { Ajv, type ValidateFunction } from "ajv";
import type { ModelField } from "../model/model.ts";
import { type FieldKind, ok, wrong } from "./kind.ts";
import { cleanDeep } from "./text.ts";

const LONGEST = 100_000;
const ajv = new Ajv({ strict: false, allErrors: false });
const compiled = new WeakMap<object, ValidateFunction>();

/** Structured settings, checked against the schema the field states. */
export const jsonKind: FieldKind = {
  parse(value, field) {
    if (JSON.stringify(value).length > LONGEST) return wrong("invalid.too_long", { max: LONGEST });
    const validate = validatorOf(field);
    if (validate && !validate(value)) return wrong("invalid.json", { at: validate.errors?.[0]?.instancePath ?? "" });
    return ok(cleanDeep(value));
  },
  parseText(text, field, facts) {
    try {
      return jsonKind.parse(JSON.parse(text), field, facts);
    } catch {
      return wrong("invalid.json");
    }
  },
  schema: (field) => (field.schema ?? {}) as Record<string, unknown>,
};

function validatorOf(field: ModelField): ValidateFunction | null {
  if (typeof field.schema !== "object" || field.schema === null) return null;
  let validate = compiled.get(field.schema);
  if (!validate) {
    validate = ajv.compile(field.schema);
    compiled.set(field.schema, validate);
  }
  return validate;
}
