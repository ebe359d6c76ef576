import type { Scope } from "../object.ts";
import type { Access, FieldAccess, Predicate } from "./access.ts";

/** The same rights, each worked out once: a request asks for them again and again, and they hold for several requests. */
export function rememberedAccess(access: Access): Access {
  const scopes = new Map<string, Scope>();
  const predicates = new Map<string, Predicate>();
  const fields = new Map<string, FieldAccess>();
  return {
    ...access,
    scope: (object, verb) => once(scopes, `${object.name} ${verb}`, () => access.scope(object, verb)),
    predicate: (object, verb, alias) =>
      once(predicates, `${object.name} ${verb} ${alias}`, () => access.predicate(object, verb, alias)),
    field: (object, field) => once(fields, `${object.name} ${field}`, () => access.field(object, field)),
  };
}

function once<T>(known: Map<string, T>, key: string, workOut: () => T): T {
  let value = known.get(key);
  if (value === undefined) {
    value = workOut();
    known.set(key, value);
  }
  return value;
}
