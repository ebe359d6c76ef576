import type { Ctx } from "../ctx.ts";
import { fieldLabel, LANGUAGES, objectLabel, wordsOf } from "../labels.ts";
import type { ModelObject } from "../model/model.ts";
import { syllablesOf } from "../search/pinyin.ts";
import { headerKey } from "./file-row.ts";
import type { ColumnMapping, ImportColumn, ImportMapping } from "./import-wire.ts";
import { lookupsOf, type Target } from "./targets.ts";

const CERTAIN = 100;
const LIKELY = 60;
const SOUNDS_ALIKE = 40;

/** A first mapping by what the headers are called: names, labels and synonyms in every language, pinyin, parts of words. */
export function suggestMapping(
  ctx: Ctx,
  object: ModelObject,
  columns: readonly ImportColumn[],
  targets: ReadonlyMap<string, Target>,
): ImportMapping {
  const named = [...targets.values()]
    .filter((target) => !target.migration)
    .map((target) => ({ target, names: namesOf(ctx, object, target) }));
  const guesses = columns
    .filter((column) => column.type !== "empty")
    .flatMap((column) => named.map(({ target, names }) => ({ column, target, score: scoreOf(column, target, names) })))
    .filter((guess) => guess.score > 0)
    .sort((a, b) => b.score - a.score);

  const usedColumns = new Set<number>();
  const usedPaths = new Set<string>();
  const chosen: ColumnMapping[] = [];
  for (const { column, target } of guesses) {
    if (usedColumns.has(column.index) || usedPaths.has(target.path)) continue;
    usedColumns.add(column.index);
    usedPaths.add(target.path);
    chosen.push(mappingOf(ctx, column, target));
  }
  return {
    columns: chosen.sort((a, b) => a.column - b.column),
    constants: [],
    mode: "create",
    key: [],
    duplicates: "skip",
    migrating: false,
    accept: [],
    // People who come from a file sign in by invitation; nobody makes up passwords for them.
    ...(object.name === "user" && object.actions.has("invite") ? { afterwards: "invite" } : {}),
  };
}

/** What a column becomes when nothing more is said. */
function mappingOf(ctx: Ctx, column: ImportColumn, target: Target): ColumnMapping {
  const referred = target.to === null ? undefined : ctx.model.objects.get(target.to);
  const isDate = target.field.type === "date" || target.field.type === "dateTime";
  return {
    column: column.index,
    path: target.path,
    ...(referred === undefined ? {} : { lookup: lookupsOf(referred)[0]! }),
    ...(isDate && column.dateFormats[0] !== undefined ? { dateFormat: column.dateFormats[0] } : {}),
  };
}

function namesOf(ctx: Ctx, object: ModelObject, { field, object: owner, parent }: Target): string[] {
  const names = [field.name, field.key];
  for (const language of LANGUAGES) {
    const words = wordsOf(ctx.engine.modules, language);
    const label = fieldLabel(words, owner, field);
    const synonyms = `${owner.name}.synonyms.${field.name}`;
    names.push(label, `${objectLabel(words, owner)}${label}`);
    if (words.has(synonyms)) names.push(...words(synonyms).split(/[,，、]/));
    // A column that is called like the object holds its records' names.
    if (parent === null && field.name === object.title) names.push(objectLabel(words, object), object.name);
    if (parent === null && field.name === "externalId") names.push("id", `${object.name}Id`, `${objectLabel(words, object)}id`);
  }
  const prefix = parent === null ? [] : [owner.name];
  return [...new Set(names.map(headerKey).filter((name) => name !== ""))].map((name) =>
    prefix.length ? `${headerKey(prefix[0]!)}${name}` : name,
  );
}

function scoreOf(column: ImportColumn, target: Target, names: readonly string[]): number {
  const header = headerKey(column.header);
  if (header === "") return 0;
  // Named for certain it is meant, whatever a few of its cells hold: they are told row by row rather than left out unseen.
  if (names.includes(header)) return CERTAIN + (target.parent === null ? 1 : 0) + (fits(column, target) ? 2 : 0);
  if (!fits(column, target)) return 0;
  const longest = Math.max(0, ...names.filter((name) => isPart(name, header)).map((name) => name.length));
  if (longest > 0) return LIKELY + Math.round((longest / header.length) * 20);
  const sound = soundOf(column.header);
  return sound.length > 3 && names.some((name) => soundOf(name) === sound) ? SOUNDS_ALIKE : 0;
}

/** `客户名称（必填）` holds `客户名称`; a single character or two letters would be found in anything. */
function isPart(name: string, header: string): boolean {
  const least = /\p{Script=Han}/u.test(name) ? 2 : 4;
  return name.length >= least && header.includes(name);
}

function fits(column: ImportColumn, { field }: Target): boolean {
  if (field.type === "date" || field.type === "dateTime") return column.type === "date" || column.type === "dateTime";
  if (["money", "price", "integer", "number", "percent"].includes(field.type)) return column.type === "number";
  return true;
}

function soundOf(text: string): string {
  const syllables = syllablesOf(text);
  return syllables.length > 0 ? syllables.join("") : headerKey(text);
}
