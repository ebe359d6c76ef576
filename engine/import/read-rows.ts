import type { Ctx } from "../ctx.ts";
import { fieldKind } from "../fields/field-kind.ts";
import type { ParseFacts } from "../fields/kind.ts";
import { isUuid } from "../fields/reference.ts";
import { fileRows } from "./file-row.ts";
import { findReferences, type Reference } from "./find-references.ts";
import type { ImportPlan, PlannedCell } from "./import-plan.ts";
import { parseCell, partsOf } from "./read-cell.ts";
import type { TableRow } from "./read-table.ts";
import { lookupsOf, type Target } from "./targets.ts";
import { transformed } from "./transform.ts";

export type CellProblem = {
  column: number | null;
  path: string | null;
  code: string;
  params?: Record<string, unknown>;
  value: string;
};

/** A reference to a record of the very object being imported, which may come later in the file. */
export type Deferred = { path: string; key: string; lookup: string; text: string; column: number };

/** A row on its way in: values by record key, children by object, and what is wrong. */
export type RowDraft = {
  no: number;
  values: Record<string, unknown>;
  children: Map<string, Record<string, unknown>>;
  problems: CellProblem[];
  deferred: Deferred[];
  /** Why it is none of the object: nothing else of it was read. */
  passedOver: string | null;
};

type Pending = { draft: RowDraft; cell: PlannedCell; text: string };

/** References found before; a file names the same few records over and over. */
export type ReferenceCache = Map<string, string>;

const MOST_CACHED = 50_000;

/** Turns rows of text into drafts of records; references are looked up once for all of them. */
export async function readRows(
  ctx: Ctx,
  plan: ImportPlan,
  header: readonly string[],
  rows: readonly TableRow[],
  cache: ReferenceCache,
): Promise<RowDraft[]> {
  const pending: Pending[] = [];
  const asFileRow = fileRows(ctx, plan, header);
  const drafts = rows.map((row) => {
    const passedOver = plan.object.passesOver?.(asFileRow(row)) ?? null;
    const draft: RowDraft = { no: row.no, values: {}, children: new Map(), problems: [], deferred: [], passedOver };
    if (passedOver !== null) return draft;
    readConstants(ctx, plan, header, row, draft, pending);
    for (const cell of plan.cells) readCell(ctx, cell, row, draft, pending);
    return draft;
  });
  await settleReferences(ctx, plan, pending, cache);
  return drafts;
}

function readConstants(
  ctx: Ctx,
  plan: ImportPlan,
  header: readonly string[],
  row: TableRow,
  draft: RowDraft,
  pending: Pending[],
): void {
  for (const { target, value } of plan.constants) {
    if (value === null || value === undefined || value === "") continue;
    const cell: PlannedCell = { mapping: { column: -1, path: target.path }, target, lookup: lookupFor(ctx, target) };
    if (typeof value === "string") readText(ctx, cell, filledIn(value, header, row), draft, pending);
    else {
      const parsed = fieldKind(target.field.type).parse(value, target.field, factsOf(ctx, cell));
      if ("value" in parsed) setValue(draft, target, parsed.value);
      else draft.problems.push({ column: null, path: target.path, ...parsed.problem, value: String(value) });
    }
  }
}

function lookupFor(ctx: Ctx, target: Target): string | null {
  const referred = target.to === null ? undefined : ctx.model.objects.get(target.to);
  return referred === undefined ? null : lookupsOf(referred)[0]!;
}

/** `{account} – {product}` takes the row's cells of those headers. */
function filledIn(text: string, header: readonly string[], row: TableRow): string {
  if (!text.includes("{")) return text;
  return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const index = header.indexOf(name.trim());
    return index < 0 ? whole : (row.cells[index] ?? "");
  });
}

function readCell(ctx: Ctx, cell: PlannedCell, row: TableRow, draft: RowDraft, pending: Pending[]): void {
  const text = transformed(row.cells[cell.mapping.column] ?? "", cell.mapping.transforms);
  const choice = cell.mapping.values?.[text];
  if (choice !== undefined && "as" in choice) {
    if (typeof choice.as === "string") readText(ctx, cell, choice.as, draft, pending);
    else if (choice.as !== null) setValue(draft, cell.target, choice.as);
    return;
  }
  if (text === "" || (choice !== undefined && choice.do === "empty")) return;
  if (choice?.do === "reject") {
    draft.problems.push(problemAt(cell, "import.value_rejected", text));
    return;
  }
  readText(ctx, cell, text, draft, pending);
}

function readText(ctx: Ctx, cell: PlannedCell, text: string, draft: RowDraft, pending: Pending[]): void {
  if (text === "") return;
  if (cell.target.to !== null && cell.lookup !== null) {
    pending.push({ draft, cell, text });
    return;
  }
  const parsed = parseCell(ctx, cell.target, text, factsOf(ctx, cell));
  if ("value" in parsed) setValue(draft, cell.target, parsed.value);
  else if (cell.mapping.otherwise !== "empty")
    draft.problems.push(problemAt(cell, parsed.problem.code, text, parsed.problem.params));
}

function factsOf(ctx: Ctx, cell: PlannedCell): ParseFacts {
  const { dateFormat } = cell.mapping;
  return { recordType: null, zone: ctx.company.zone, ...(dateFormat === undefined ? {} : { dateFormat }) };
}

function problemAt(cell: PlannedCell, code: string, value: string, params?: Record<string, unknown>): CellProblem {
  const column = cell.mapping.column < 0 ? null : cell.mapping.column;
  return { column, path: cell.target.path, code, ...(params === undefined ? {} : { params }), value };
}

function setValue(draft: RowDraft, target: Target, value: unknown): void {
  const { field, object, parent } = target;
  const values = parent === null ? draft.values : childOf(draft, object.name);
  if (field.type === "anyReference") values[`${field.name}Object`] = target.to;
  values[field.key] = value;
}

function childOf(draft: RowDraft, object: string): Record<string, unknown> {
  let values = draft.children.get(object);
  if (values === undefined) {
    values = {};
    draft.children.set(object, values);
  }
  return values;
}

async function settleReferences(ctx: Ctx, plan: ImportPlan, pending: readonly Pending[], cache: ReferenceCache): Promise<void> {
  const groups = Map.groupBy(pending, ({ cell }) => `${cell.target.to} ${cell.lookup}`);
  for (const some of groups.values()) {
    const { target, lookup } = some[0]!.cell;
    const object = ctx.model.objects.get(target.to!)!;
    const keyOf = (text: string) => `${object.name} ${lookup} ${text}`;
    const texts = new Set(some.flatMap((one) => textsOf(one)).filter((text) => !isUuid(text) && !cache.has(keyOf(text))));
    const found = await findReferences(ctx, object, lookup!, [...texts]);
    for (const [text, reference] of await createMissing(ctx, some, found, cache, keyOf)) found.set(text, reference);
    if (cache.size > MOST_CACHED) cache.clear();
    for (const [text, reference] of found) if ("id" in reference) cache.set(keyOf(text), reference.id);
    for (const one of some)
      settle(plan, one, (text) => (isUuid(text) ? { id: text } : (cached(cache, keyOf(text)) ?? found.get(text))));
  }
}

function cached(cache: ReferenceCache, key: string): Reference | undefined {
  const id = cache.get(key);
  return id === undefined ? undefined : { id };
}

function textsOf({ cell, text }: Pending): string[] {
  return cell.target.field.type === "multiReference" ? partsOf(text) : [text];
}

function settle(plan: ImportPlan, one: Pending, find: (text: string) => Reference | undefined): void {
  const { draft, cell, text } = one;
  const ids: string[] = [];
  for (const part of textsOf(one)) {
    const reference = find(part);
    if (reference !== undefined && "id" in reference) ids.push(reference.id);
    else if (reference !== undefined) {
      draft.problems.push(problemAt(cell, "import.reference_ambiguous", part, { value: part, count: reference.several }));
    } else if (isOwnKind(plan, cell)) {
      const { column, path } = cell.mapping;
      draft.deferred.push({ path, key: cell.target.field.key, lookup: cell.lookup!, text: part, column });
    } else if (cell.mapping.otherwise !== "empty") {
      draft.problems.push(problemAt(cell, "import.reference_missing", part, { value: part, object: cell.target.to }));
    }
  }
  if (ids.length === 0) return;
  setValue(draft, cell.target, cell.target.field.type === "multiReference" ? ids : ids[0]);
  void text;
}

function isOwnKind(plan: ImportPlan, cell: PlannedCell): boolean {
  return cell.target.to === plan.object.name && cell.target.parent === null && cell.target.field.type === "reference";
}

/** New records for the texts the person wants created, by nothing but their name. */
async function createMissing(
  ctx: Ctx,
  some: readonly Pending[],
  found: ReadonlyMap<string, Reference>,
  cache: ReferenceCache,
  keyOf: (text: string) => string,
): Promise<Map<string, Reference>> {
  const wanted = new Map<string, PlannedCell>();
  for (const one of some) {
    for (const text of textsOf(one)) {
      const choice = one.cell.mapping.values?.[text];
      const asked = choice !== undefined && "do" in choice ? choice.do === "create" : one.cell.mapping.otherwise === "create";
      if (asked && !found.has(text) && !cache.has(keyOf(text)) && !isUuid(text)) wanted.set(text, one.cell);
    }
  }
  const created = new Map<string, Reference>();
  if (wanted.size === 0) return created;
  const { target, lookup } = some[0]!.cell;
  const object = ctx.model.objects.get(target.to!)!;
  const texts = [...wanted.keys()];
  const key = object.fields.get(lookup!)!.key;
  const outcomes = await ctx.records.createMany(
    object.name,
    texts.map((text) => ({ [object.fields.get(object.title)!.key]: text, [key]: text })),
    { accept: "all" },
  );
  outcomes.forEach((outcome, i) => {
    if (outcome.ok) created.set(texts[i]!, { id: outcome.record.id });
  });
  return created;
}
