import type { Ctx } from "../ctx.ts";
import { fieldLabel, objectLabel, optionLabel, type Words, wordsOf } from "../labels.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { FieldType } from "../object.ts";
import type { ImportTarget } from "./import-wire.ts";

/** A mappable place: a field of the object, or of a child that belongs to it. */
export type Target = {
  path: string;
  object: ModelObject;
  field: ModelField;
  /** The child's reference to its parent, when the target is on a child. */
  parent: ModelField | null;
  /** `anyReference`: the object this target finds records of. */
  to: string | null;
  migration: boolean;
};

const NEVER: ReadonlySet<FieldType> = new Set(["rollup", "state", "age", "figure", "file", "image", "json"]);
const OPEN_SYSTEM = new Set(["recordType", "currency", "rate", "externalSource", "externalId"]);
const MIGRATED_SYSTEM = new Set(["createdAt", "createdBy", "updatedAt", "updatedBy"]);

/** Every place a column of a file may go to, by path; what the actor may not edit is absent. */
export function importTargets(ctx: Ctx, object: ModelObject): Map<string, Target> {
  const own = targetsOf(ctx, object, null);
  const children = childrenOf(ctx, object).flatMap(({ child, field }) => targetsOf(ctx, child, field));
  return new Map([...own, ...children].map((target) => [target.path, target]));
}

/** Objects whose records belong to this one's and go with it. */
function childrenOf(ctx: Ctx, object: ModelObject): { child: ModelObject; field: ModelField }[] {
  return object.children.flatMap((link) => {
    const child = ctx.model.objects.get(link.object)!;
    const field = child.fields.get(link.field)!;
    const belongs = field.type === "reference" && field.required === true && field.onDelete === "cascade";
    return belongs && child.name !== object.name ? [{ child, field }] : [];
  });
}

function targetsOf(ctx: Ctx, object: ModelObject, parent: ModelField | null): Target[] {
  const prefix = parent === null ? "" : `${object.name}.`;
  return [...object.fields.values()].flatMap((field) => {
    if (field === parent || field.retired || NEVER.has(field.type)) return [];
    if (field.system && !OPEN_SYSTEM.has(field.name) && !MIGRATED_SYSTEM.has(field.name)) return [];
    if (ctx.access.field(object, field.name) !== "edit" && !MIGRATED_SYSTEM.has(field.name)) return [];
    const migration = (field.changedBy ?? "people") !== "people";
    const base = { object, field, parent, migration };
    if (field.type !== "anyReference") return [{ ...base, path: `${prefix}${field.name}`, to: field.to ?? null }];
    const names = field.toAny?.length ? field.toAny : [];
    return names.map((to) => ({ ...base, path: `${prefix}${field.name}:${to}`, to }));
  });
}

/** The targets as the wizard shows them, in the actor's language. */
export function wireTargets(ctx: Ctx, targets: ReadonlyMap<string, Target>): ImportTarget[] {
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  return [...targets.values()].map((target) => wireTarget(ctx, words, target));
}

function wireTarget(ctx: Ctx, words: Words, { path, object, field, parent, to, migration }: Target): ImportTarget {
  const own = fieldLabel(words, object, field);
  const referred = to === null ? undefined : ctx.model.objects.get(to);
  const label = field.type === "anyReference" && referred ? `${own} (${objectLabel(words, referred)})` : own;
  return {
    path,
    label: parent === null ? label : `${objectLabel(words, object)} · ${label}`,
    type: field.type,
    required: parent === null && field.required === true && field.default === undefined && !field.ownership && !migration,
    ...(field.options === undefined
      ? {}
      : { options: field.options.map((option) => ({ ...option, label: optionLabel(words, object, field.name, option) })) }),
    ...(referred === undefined
      ? {}
      : {
          to: referred.name,
          lookups: lookupsOf(referred).map((name) => ({
            field: name,
            label: fieldLabel(words, referred, referred.fields.get(name)!),
          })),
        }),
    isKey: parent === null && KEYS.has(field.type),
    migration,
  };
}

const KEYS: ReadonlySet<FieldType> = new Set(["text", "integer", "phone", "email", "reference", "autoNumber", "date"]);

/** Fields by which a file may name a record: its title first, then what is unique or known outside. */
export function lookupsOf(object: ModelObject): string[] {
  const others = [...object.fields.values()].filter(
    (field) => field.unique || field.type === "autoNumber" || field.name === "code" || field.name === "externalId",
  );
  return [...new Set([object.title, ...others.map((field) => field.name)])];
}
