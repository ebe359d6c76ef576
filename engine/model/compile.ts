import type { ObjectModule } from "../module.ts";
import type { FieldDefinition, ObjectDefinition } from "../object.ts";
import { columnsOf } from "./columns.ts";
import { linkLines } from "./link-lines.ts";
import type { Model, ModelChild, ModelFeed, ModelField, ModelObject } from "./model.ts";
import { kebab, snake } from "./names.ts";
import { ownFieldsIn } from "./own-fields.ts";
import { systemFields } from "./system-fields.ts";

/** What a company's administrator has added to the shipped definitions. */
export type Customisation = {
  version: number;
  objects: readonly CustomObject[];
  /** Object name → field name → definition. Names begin with `x_`. */
  fields: Readonly<Record<string, Readonly<Record<string, CustomField>>>>;
  /** `object.field` → the company's own option list, which replaces the shipped one. */
  options: Readonly<Record<string, FieldDefinition["options"]>>;
};

export type CustomField = FieldDefinition & { label: Record<string, string>; retired?: boolean };
export type CustomObject = ObjectDefinition & { label: Record<string, string>; pluralLabel: Record<string, string> };

export const nothingCustom: Customisation = { version: 0, objects: [], fields: {}, options: {} };

/** Makes a company's effective model. Throws on a definition that contradicts itself, naming object and field. */
export function compileModel(company: string, modules: readonly ObjectModule[], custom: Customisation = nothingCustom): Model {
  const shipped = modules.map((module) => compileObject(module, custom));
  const own = custom.objects.map((object) => compileCustomObject(object, custom));
  const objects = new Map([...shipped, ...own].map((object) => [object.name, object] as const));

  for (const object of objects.values()) shareOptions(object, objects);
  for (const object of objects.values()) typeRollups(object, objects);
  for (const object of objects.values()) linkRelations(object, objects);
  for (const object of objects.values()) linkLines(object, objects);
  for (const object of objects.values()) refuseCircles(object, objects);
  return {
    company,
    version: custom.version,
    objects,
    byPath: new Map([...objects.values()].map((object) => [object.path, object])),
  };
}

/** Parents are locked before their children: of references in a circle none comes first. */
function refuseCircles(object: ModelObject, objects: ReadonlyMap<string, ModelObject>, below: readonly ModelObject[] = []): void {
  if (below.includes(object)) throw new Error(`${object.name}: its references that are locked first lead back to it`);
  for (const { lockedFirst, to } of object.fields.values())
    if (lockedFirst) refuseCircles(objects.get(to!)!, objects, [...below, object]);
}

function compileObject(module: ObjectModule, custom: Customisation): ModelObject {
  const { object } = module;
  return {
    ...shapeOf(object, custom),
    actions: new Map((module.actions ?? []).map((action) => [action.name, action])),
    documents: new Map((module.documents ?? []).map((document) => [document.name, document])),
    derives: (module.rules ?? []).filter((rule) => rule.kind === "derive"),
    checks: (module.rules ?? []).filter((rule) => rule.kind === "check"),
    freezes: (module.rules ?? []).filter((rule) => rule.kind === "freeze"),
    finds: module.finds ?? [],
    ...(module.figures === undefined ? {} : { figures: module.figures }),
    ...(module.passesOver === undefined ? {} : { passesOver: module.passesOver }),
    custom: false,
  };
}

function compileCustomObject(object: CustomObject, custom: Customisation): ModelObject {
  const { label, pluralLabel } = object;
  return {
    ...shapeOf(object, custom),
    actions: new Map(),
    documents: new Map(),
    derives: [],
    checks: [],
    freezes: [],
    finds: [],
    custom: true,
    label,
    pluralLabel,
  };
}

type Shape = Omit<
  ModelObject,
  "actions" | "documents" | "derives" | "checks" | "freezes" | "finds" | "figures" | "passesOver" | "custom"
>;

function shapeOf(object: ObjectDefinition, custom: Customisation): Shape {
  const own = custom.fields[object.name] ?? {};
  const fields = new Map<string, ModelField>();
  const add = (name: string, field: FieldDefinition, origin: { system: boolean; custom: boolean }) =>
    fields.set(name, modelField(name, withCompanyOptions(object.name, name, field, custom), origin));

  for (const [name, field] of Object.entries(object.fields)) add(name, field, { system: false, custom: false });
  for (const [name, field] of Object.entries(own)) add(name, field, { system: false, custom: true });
  for (const [name, field] of Object.entries(systemFields(object))) add(name, field, { system: true, custom: false });

  for (const name of [object.title, ...(object.totals ?? []), ...(object.period ? [object.period] : [])])
    if (!fields.has(name)) throw new Error(`${object.name}: there is no field "${name}"`);
  for (const field of fields.values()) {
    refuseUnknownSources(object, field, fields);
    if (field.follows !== undefined && fields.get(field.follows)?.watches?.includes("owner") !== true)
      throw new Error(`${object.name}.${field.name}: "${field.follows}" does not watch an owner to follow`);
  }
  const ownerField = [...fields.values()].find((field) => field.ownership)?.name;
  return {
    ...object,
    table: snake(object.name),
    path: kebab(object.plural),
    fields,
    columns: [...fields.values()].flatMap((field) => field.columns),
    children: [],
    feeds: [],
    ...(ownerField === undefined ? {} : { ownerField }),
  };
}

/** A state or an age comes from stored fields of the same record, so that every query knows it from the row at hand. */
function refuseUnknownSources(object: ObjectDefinition, field: ModelField, fields: ReadonlyMap<string, ModelField>): void {
  const filters = [...(field.cases ?? []).map(({ when }) => when), field.age?.while];
  const named = [...filters.flatMap(ownFieldsIn), ...(field.age === undefined ? [] : [field.age.since])];
  const unknown = named.find((name) => (fields.get(name)?.columns.length ?? 0) === 0);
  if (unknown !== undefined) throw new Error(`${object.name}.${field.name}: no stored field "${unknown}"`);
}

function withCompanyOptions(object: string, name: string, field: FieldDefinition, custom: Customisation): FieldDefinition {
  const options = custom.options[`${object}.${name}`];
  return options === undefined ? field : { ...field, options };
}

// Three system fields are plain to callers and typed in the table.
const SYSTEM_TYPES: Record<string, string> = { id: "uuid", deleteId: "uuid", version: "integer" };

function modelField(name: string, field: FieldDefinition, origin: { system: boolean; custom: boolean }): ModelField {
  const stated = columnsOf(name, field);
  const columns = origin.system ? stated.map((column) => ({ ...column, sqlType: SYSTEM_TYPES[name] ?? column.sqlType })) : stated;
  const key =
    field.type === "multiReference" ? `${name}Ids` : field.type === "anyReference" ? `${name}Id` : (columns[0]?.key ?? name);
  return { ...field, name, key, columns, ...origin };
}

/** One list of options for whoever offers it, so that what a company adds to it is offered everywhere. */
function shareOptions(object: ModelObject, objects: ReadonlyMap<string, ModelObject>): void {
  for (const field of object.fields.values()) {
    if (field.optionsOf === undefined) continue;
    const [of, name] = field.optionsOf.split(".") as [string, string];
    const options = objects.get(of)?.fields.get(name)?.options;
    if (options === undefined) throw new Error(`${object.name}.${field.name}: ${field.optionsOf} has no options`);
    Object.assign(field, { options });
  }
}

/** The least and the greatest of a field are of that field's own type; what comes of money is money. */
function typeRollups(object: ModelObject, objects: ReadonlyMap<string, ModelObject>): void {
  for (const field of object.fields.values()) {
    if (field.rollup === undefined || field.rollup.kind === "count") continue;
    const source = sourceOf(field, objects);
    if (source === undefined)
      throw new Error(`${object.name}.${field.name}: ${field.rollup.of} has no field "${field.rollup.field}"`);
    if (isMoney(source, objects)) Object.assign(field, { ofMoney: true });
    if (field.rollup.kind === "sum") continue;
    Object.assign(field, { columns: [{ ...field.columns[0]!, sqlType: source.columns.at(-1)!.sqlType }] });
  }
  Object.assign(object, { columns: [...object.fields.values()].flatMap((field) => field.columns) });
}

function sourceOf({ rollup }: ModelField, objects: ReadonlyMap<string, ModelObject>): ModelField | undefined {
  return objects.get(rollup!.of)?.fields.get(rollup!.field ?? "");
}

/** Also of a sum of sums, whichever of the two objects is compiled first. */
function isMoney(field: ModelField, objects: ReadonlyMap<string, ModelObject>): boolean {
  if (field.rollup === undefined || field.rollup.kind === "count") return field.type === "money";
  const source = sourceOf(field, objects);
  return source !== undefined && isMoney(source, objects);
}

/** Children and roll-up feeds are the reverse of what other objects state. */
function linkRelations(object: ModelObject, objects: ReadonlyMap<string, ModelObject>): void {
  const children: ModelChild[] = [];
  const feeds: ModelFeed[] = [];
  for (const other of objects.values()) {
    for (const field of other.fields.values()) {
      const missed = field.watches?.find((name) => !objects.get(field.to!)?.fields.has(name));
      if (missed !== undefined) throw new Error(`${other.name}.${field.name}: ${field.to} has no field "${missed}" to watch`);
      if (field.type === "reference" && !objects.has(field.to as string))
        throw new Error(`${other.name}.${field.name}: no object "${field.to}"`);
      if (!field.system && pointsTo(field, object.name)) children.push({ object: other.name, field: field.name });
      if (field.rollup?.of === object.name) feeds.push({ parent: other.name, rollup: field.name });
    }
  }
  Object.assign(object, { children, feeds });
}

function pointsTo(field: ModelField, name: string): boolean {
  if (field.type === "anyReference") return field.toAny?.length === 0 || (field.toAny?.includes(name) ?? false);
  return field.type === "reference" && field.to === name;
}
