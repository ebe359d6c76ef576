import { AppError } from "../errors.ts";
import type { Model, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { uniqueIndexOf } from "../schema/indexes.ts";

type DatabaseError = Error & { code?: string; constraint?: string; table?: string };

const UNIQUE = "23505";
const CHECK = "23514";
const FOREIGN_KEY = "23503";
const OUT_OF_RANGE = "22003";

/** The one place where a broken constraint becomes a code; anything that is no constraint of the model stays what it is. */
export function asAppError(model: Model, error: unknown): unknown {
  const { code, constraint = "", table } = error as DatabaseError;
  const object = [...model.objects.values()].find((candidate) => candidate.table === table);
  if (code === UNIQUE && object) return notUnique(object, constraint);
  if (code === CHECK && object) return overBound(object, constraint);
  if (code === FOREIGN_KEY) return new AppError("invalid.reference");
  if (code === OUT_OF_RANGE) return new AppError("invalid.number");
  return error;
}

function notUnique(object: ModelObject, constraint: string): AppError {
  if (constraint === `${object.table}_pkey`) return fieldError("not_unique", "id");
  if (constraint === `${object.table}_external`) return fieldError("not_unique", "externalId");
  const field = [...object.fields.values()].find((each) => each.columns.length > 0 && constraint === uniqueIndexOf(object, each));
  if (field === undefined) return new AppError("not_unique");
  return fieldError("not_unique", field.standsFor ?? field.key);
}

function overBound(object: ModelObject, constraint: string): AppError {
  const broken = (kind: string) =>
    [...object.fields.values()].find(({ name }) => constraint === `${object.table}_${snake(name)}_${kind}`);
  const [over, under] = [broken("bound"), broken("floor")];
  const field = over ?? under;
  if (field === undefined) return new AppError("record.check_failed", { params: { constraint } });
  const { atMost: bound, refusal } = field.rollup!;
  const general = over ? "rollup.over_bound" : "rollup.under_bound";
  return new AppError(refusal ?? general, { params: { object: object.name, field: field.name, bound } });
}

function fieldError(code: string, field: string): AppError {
  return new AppError(code, { params: { field }, errors: [{ field, code }] });
}

/** Runs a write and lets its broken constraints speak in codes. */
export async function translating<T>(model: Model, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asAppError(model, error);
  }
}
