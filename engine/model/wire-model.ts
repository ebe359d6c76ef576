import type { Access } from "../access/access.ts";
import type { Action } from "../action.ts";
import type { Document } from "../document/document.ts";
import { codesOf, fieldLabel, objectLabel, optionLabel, pluralLabel, type Words, wordsOf } from "../labels.ts";
import type { ObjectModule } from "../module.ts";
import { isIndexed } from "../schema/indexes.ts";
import type { JsonSchema, WireAction, WireDocument, WireField, WireModel, WireObject } from "../wire.ts";
import type { Model, ModelField, ModelObject } from "./model.ts";
import { isSortable, operatorsOf } from "./operators.ts";
import { relatedLists } from "./related-lists.ts";

/** The effective model as one caller may know it: what is hidden from him is not in it, labels are in his language. */
export function wireModel(model: Model, modules: readonly ObjectModule[], access: Access, language: string): WireModel {
  const words = wordsOf(modules, language);
  const visible = [...model.objects.values()].filter((object) => access.scope(object, "read") !== "none");
  return {
    version: model.version,
    language: words.language,
    objects: visible.map((object) => wireObject(model, object, access, words)),
    messages: codesOf(modules, language),
  };
}

function wireObject(model: Model, object: ModelObject, access: Access, words: Words): WireObject {
  const fields = shownFields(object, access);
  const shown = (names: readonly string[]) => names.filter((name) => fields.has(name.split(".")[0]!));
  const may = (verb: string) => access.scope(object, verb) !== "none";
  const label = objectLabel(words, object);
  return {
    name: object.name,
    path: object.path,
    area: object.area,
    ...(object.icon === undefined ? {} : { icon: object.icon }),
    title: object.title,
    label,
    plural: pluralLabel(words, object),
    empty: words([`${object.name}.empty`, "system.empty"], { object: label }),
    owned: object.ownerField !== undefined,
    timeline: object.timeline ?? false,
    custom: object.custom,
    readOnly: object.readOnly ?? false,
    recordTypes: (object.recordTypes ?? []).map((value) => ({
      value,
      label: optionLabel(words, object, "recordType", { value }),
    })),
    fields: [...fields.values()].map((field) => wireField(object, field, access, words)),
    list: shown(object.list),
    totals: (object.totals ?? []).filter((name) => fields.has(name) && access.field(object, name) !== "mask"),
    ...(object.period && fields.has(object.period) ? { period: object.period } : {}),
    form: sectionsOf(object, fields).map(([name, names]) => ({
      name,
      label: words([`${object.name}.sections.${name}`, `system.sections.${name}`, label]),
      fields: shown(names),
    })),
    facts: shown(object.facts ?? []),
    ...linesOf(model, object, access),
    related: relatedLists(model, object, access).map(({ list, target }) => {
      const ownWords = `${object.name}.related.${list.object}`;
      return { ...list, label: words.has(ownWords) ? words(ownWords) : pluralLabel(words, target), path: target.path };
    }),
    views: Object.entries(object.views ?? {}).map(([name, view]) => ({
      ...view,
      name,
      label: words([`${object.name}.views.${name}`, `system.views.${name}`, name]),
    })),
    ...(object.board && fields.has(object.board.by)
      ? { board: { ...object.board, card: shown(object.board.card), actions: { ...object.board.actions } } }
      : {}),
    actions: [...object.actions.values()]
      .filter((action) => may(action.name))
      .map((action) => wireAction(object, action, { words, model })),
    documents: may("print")
      ? [...object.documents.values()].map((document) => wireDocument(object, document, { words, model }))
      : [],
    primaryActions: (object.primaryActions ?? []).filter((name) => object.actions.has(name) && may(name)),
    may: {
      create: may("create") && !object.readOnly && !object.single,
      read: true,
      readAll: access.scope(object, "read") === "company",
      update: may("update") && !object.readOnly,
      delete: may("delete") && !object.readOnly && !object.single,
      import: may("import") && !object.readOnly && !object.single,
      export: may("export"),
    },
  };
}

function linesOf(model: Model, { lines }: ModelObject, access: Access): Pick<WireObject, "lines"> {
  const line = model.objects.get(lines?.object ?? "");
  return line === undefined || access.scope(line, "read") === "none"
    ? {}
    : { lines: { object: line.name, by: lines!.by, path: line.path } };
}

function shownFields(object: ModelObject, access: Access): Map<string, ModelField> {
  const isShown = (field: ModelField) => !field.retired && access.field(object, field.name) !== "hide";
  return new Map([...object.fields].filter(([, field]) => isShown(field)));
}

/** An administrator's fields have a section of their own; his own objects are one section altogether. */
function sectionsOf(object: ModelObject, fields: ReadonlyMap<string, ModelField>): [name: string, fields: readonly string[]][] {
  const added = [...fields.values()].filter((field) => field.custom).map((field) => field.name);
  const stated = Object.entries(object.form);
  if (object.custom) return stated.map(([name, names]) => [name, [...names, ...added]]);
  return added.length > 0 ? [...stated, ["custom", added]] : stated;
}

function wireField(object: ModelObject, field: ModelField, access: Access, words: Words): WireField {
  const right = access.field(object, field.name);
  const changedBy = field.changedBy ?? "people";
  const helpKey = `${object.name}.help.${field.name}`;
  return {
    name: field.name,
    key: field.key,
    type: field.figure === undefined ? field.type : field.figure === "percent" ? "percent" : "rollup",
    label: fieldLabel(words, object, field),
    ...(words.has(helpKey) ? { help: words(helpKey) } : {}),
    required: field.required ?? false,
    changedBy,
    ...(field.handedBy ? { handedBy: field.handedBy } : {}),
    readOnly: changedBy !== "people" || right !== "edit" || (object.readOnly ?? false),
    masked: right === "mask",
    ...(object.freezes.some(({ leaves }) => leaves.includes(field.name)) ? { staysOpen: true as const } : {}),
    custom: field.custom,
    system: field.system,
    internal: field.internal ?? false,
    ...pick(field, ["default", "startsToday", "max", "min", "scale", "to", "toAny", "offers", "optionsOf", "leavesOut"]),
    ...(field.options === undefined
      ? {}
      : {
          options: field.options.map((option) => ({ ...option, label: optionLabel(words, object, field.name, option) })),
        }),
    ops: [...operatorsOf(field)],
    sortable: isSortable(field),
    indexed: isIndexed(object, field),
    ...(field.rollup ? { rollup: field.rollup.kind } : {}),
    ...(field.ofMoney || field.figure === "money" ? { ofMoney: true } : {}),
  };
}

function wireAction(object: ModelObject, action: Action, asked: Asked): WireAction {
  return {
    name: action.name,
    label: asked.words([`${object.name}.actions.${action.name}`, `system.actions.${action.name}`, action.name]),
    tone: action.tone ?? "normal",
    hidden: action.hidden ?? false,
    input: wireInput(object, action, asked),
    onMany: !action.hidden,
  };
}

function wireDocument(object: ModelObject, document: Document, asked: Asked): WireDocument {
  const { name, formats } = document;
  return { name, formats, label: asked.words(`${object.name}.documents.${name}`), input: wireInput(object, document, asked) };
}

type Asked = { words: Words; model: Model };

/** What a verb or a document asks for, each thing with its label. */
function wireInput(object: ModelObject, { name, input }: Action | Document, asked: Asked): JsonSchema {
  return labelled(object, input as JsonSchema, `${object.name}.inputs.${name}`, asked);
}

/** Properties with their labels, down to those of the rows they ask for: rows that name a record by `id` are of its object. */
function labelled(object: ModelObject, schema: JsonSchema, path: string, asked: Asked): JsonSchema {
  const { words, model } = asked;
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const field = [...object.fields.values()].find((one) => one.name === name || one.key === name);
    const own = `${path}.${name}`;
    const label = words.has(own) || !field ? words([own, `system.inputs.${name}`, name]) : fieldLabel(words, object, field);
    const row = model.objects.get(property.items?.properties?.id?.reference ?? "") ?? object;
    const items = property.items?.properties ? { items: labelled(row, property.items, `${own}Of`, asked) } : {};
    return [name, { ...property, label, ...items }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<Pick<T, K>>;
}
