import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { AppError, type FieldProblem, invalid } from "../errors.ts";
import { fieldKind } from "../fields/field-kind.ts";
import { ADDED_FIELD_TYPES } from "../model/added-field-types.ts";
import { type CustomField, type CustomObject, compileModel } from "../model/compile.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { ChoiceOption, FieldDefinition, FieldType } from "../object.ts";
import { buildMissingIndexes, syncCompany } from "../schema/sync.ts";
import { readCustomisation, withEntry, writeCustomisation } from "./customisation.ts";

export type FieldWish = Partial<Omit<FieldDefinition, "type">> & { name: string; type: FieldType; label: Record<string, string> };
export type ObjectWish = {
  name: string;
  plural: string;
  label: Record<string, string>;
  pluralLabel?: Record<string, string>;
  area?: string;
};

const MAX_INDEXED = 20;

/**
 * Adds a field to an object of the company, as a typed column that is there for the next request. The name is given the
 * prefix `x_`. Needs the right `configure`; throws `invalid` with the offending property.
 */
export async function addField(ctx: Ctx, objectName: string, wish: FieldWish): Promise<string> {
  const object = configurable(ctx, objectName);
  const name = customName(wish.name);
  const problems = [
    ...nameProblems(name, object.fields.has(name)),
    ...(isAdded(wish.type) ? [] : [{ field: "type", code: "invalid.option" }]),
    ...(hasLabel(wish.label) ? [] : [{ field: "label", code: "invalid.required" }]),
    ...(wish.to === undefined || ctx.model.objects.has(wish.to) ? [] : [{ field: "to", code: "invalid.reference" }]),
    ...(needsTarget(wish.type) && wish.to === undefined ? [{ field: "to", code: "invalid.required" }] : []),
    ...(needsOptions(wish.type) && !wish.options?.length ? [{ field: "options", code: "invalid.required" }] : []),
    ...defaultProblems(ctx, wish),
    ...(wish.indexed && indexedCount(object) >= MAX_INDEXED ? [{ field: "indexed", code: "model.too_many_indexes" }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);

  const { name: _, ...definition } = wish;
  await store(ctx, { kind: "field", key: `${object.name}.${name}`, value: definition });
  return name;
}

/** Changes label, help, options, required or default of a custom field, or retires it; its type stays. */
export async function changeField(ctx: Ctx, objectName: string, name: string, changes: Partial<CustomField>): Promise<void> {
  const object = configurable(ctx, objectName);
  const stored = (await readCustomisation(ctx.db, ctx.company)).fields[object.name]?.[name];
  if (!stored) throw new AppError("not_found", { params: { object: "field" } });
  const { type: _, to: __, ...allowed } = changes;
  const problems = defaultProblems(ctx, { ...stored, ...allowed });
  if (problems.length > 0) throw invalid(problems);
  await store(ctx, { kind: "field", key: `${object.name}.${name}`, value: { ...stored, ...allowed } });
}

/** Adds an object of the company's own: a name, an owner and whatever fields follow. Its table is `xo_…`. */
export async function addObject(ctx: Ctx, wish: ObjectWish): Promise<string> {
  requireConfigure(ctx);
  const name = wish.name.startsWith("xo_") ? wish.name : `xo_${wish.name}`;
  const problems = [
    ...nameProblems(name, ctx.model.objects.has(name)),
    ...(hasLabel(wish.label) ? [] : [{ field: "label", code: "invalid.required" }]),
    ...(/^[a-z][a-z0-9-]{1,40}$/.test(wish.plural) && !ctx.model.byPath.has(wish.plural)
      ? []
      : [{ field: "plural", code: "invalid.name" }]),
  ];
  if (problems.length > 0) throw invalid(problems);
  await store(ctx, { kind: "object", key: name, value: customObject(name, wish) });
  return name;
}

function customObject(name: string, wish: ObjectWish): CustomObject {
  return {
    name,
    plural: wish.plural,
    title: "name",
    area: wish.area ?? "custom",
    fields: {
      name: { type: "text", required: true, max: 120 },
      owner: { type: "reference", to: "user", ownership: true, showsTitle: true },
    },
    access: { create: "own", read: "own", update: "own", delete: "own" },
    list: ["name", "owner", "createdAt"],
    form: { main: ["name", "owner"] },
    timeline: true,
    label: wish.label,
    pluralLabel: wish.pluralLabel ?? wish.label,
  };
}

/** Replaces a choice field's options. Values in use may be retired but not left out: `model.option_in_use`. */
export async function setOptions(
  ctx: Ctx,
  objectName: string,
  fieldName: string,
  options: readonly ChoiceOption[],
): Promise<void> {
  const object = configurable(ctx, objectName);
  const field = object.fields.get(fieldName);
  if (!field?.options || field.optionsOf) throw new AppError("not_found", { params: { object: "field" } });
  const dropped = field.options.filter((option) => !options.some((kept) => kept.value === option.value));
  for (const option of dropped)
    for (const [user, offering] of offeringWith(ctx, object, field)) await refuseWhileUsed(ctx, user, offering, option.value);
  const worded = options.map((option) => keepingWords(option, field));
  if (field.custom) return await changeField(ctx, objectName, fieldName, { options: worded });
  await store(ctx, { kind: "options", key: `${object.name}.${fieldName}`, value: worded });
}

/** The field itself and every other that takes its options from it. */
function offeringWith({ model }: Ctx, object: ModelObject, field: ModelField): [ModelObject, ModelField][] {
  const source = `${object.name}.${field.name}`;
  const others = [...model.objects.values()].flatMap((each) =>
    [...each.fields.values()]
      .filter(({ optionsOf }) => optionsOf === source)
      .map((one): [ModelObject, ModelField] => [each, one]),
  );
  return [[object, field], ...others];
}

/** An option renamed in one language keeps its words in the others. */
function keepingWords(option: ChoiceOption, field: ModelField): ChoiceOption {
  const label = { ...field.options?.find((kept) => kept.value === option.value)?.label, ...option.label };
  return Object.keys(label).length === 0 ? option : { ...option, label };
}

/** Whoever may see them, and in the recycle bin too: restoring must not bring back a value that is no option. */
async function refuseWhileUsed(ctx: Ctx, object: ModelObject, field: ModelField, value: string): Promise<void> {
  const column = sql`t.${ident(field.columns[0]!.column)}`;
  const isUsed = field.type === "multiChoice" ? sql`${column} @> ${[value]}::text[]` : sql`${column} = ${value}`;
  const [{ count }] = (await ctx.db.query<{ count: number }>(
    sql`select count(*) from ${tableOf(ctx.company, object.table)} t where ${isUsed}`,
  )) as [{ count: number }];
  if (count > 0) throw new AppError("model.option_in_use", { params: { value, count } });
}

type Stored = Parameters<typeof writeCustomisation>[2];

/** The tables come first: a column nobody names yet harms nobody, a name without its column would break every list. */
async function store(ctx: Ctx, entry: Stored): Promise<void> {
  const { engine, company } = ctx;
  const wanted = withEntry(await readCustomisation(engine.database, company), entry);
  const model = compileModel(company.slug, engine.modules, wanted);
  await syncCompany(engine.database, company, model, engine.clock.now());
  await buildMissingIndexes(engine.database, company, model);
  await engine.database.transaction((tx) => writeCustomisation(tx, company, entry));
  engine.wakeups.send("model");
}

function configurable(ctx: Ctx, name: string): ModelObject {
  requireConfigure(ctx);
  const object = ctx.model.objects.get(name);
  if (!object) throw new AppError("not_found", { params: { object: "object" } });
  return object;
}

function requireConfigure(ctx: Ctx): void {
  if (!ctx.access.may("configure")) throw new AppError("forbidden.configure");
}

function customName(name: string): string {
  return name.startsWith("x_") ? name : `x_${name}`;
}

function nameProblems(name: string, taken: boolean): FieldProblem[] {
  if (!/^xo?_[a-z][a-z0-9_]{0,40}$/.test(name)) return [{ field: "name", code: "invalid.name" }];
  return taken ? [{ field: "name", code: "not_unique" }] : [];
}

/** Every new record would carry a default that does not fit, and none could be saved. */
function defaultProblems(ctx: Ctx, wish: Omit<FieldWish, "name">): FieldProblem[] {
  if (wish.default === undefined || wish.default === null || !isAdded(wish.type)) return [];
  const parsed = fieldKind(wish.type).parse(wish.default, wish as ModelField, { recordType: null, zone: ctx.company.zone });
  return "problem" in parsed ? [{ field: "default", ...parsed.problem }] : [];
}

function hasLabel(label: Record<string, string> | undefined): boolean {
  return Object.values(label ?? {}).some((text) => text.trim() !== "");
}

function needsTarget(type: FieldType): boolean {
  return type === "reference" || type === "multiReference";
}

function needsOptions(type: FieldType): boolean {
  return type === "choice" || type === "multiChoice";
}

function indexedCount(object: ModelObject): number {
  return [...object.fields.values()].filter((field) => field.custom && field.indexed).length;
}

function isAdded(type: FieldType): boolean {
  return ADDED_FIELD_TYPES.some((added) => added === type);
}
