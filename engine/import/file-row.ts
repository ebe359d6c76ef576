import type { Ctx } from "../ctx.ts";
import { LANGUAGES, wordsOf } from "../labels.ts";
import { plainText } from "../search/plain-text.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { TableRow } from "./read-table.ts";
import { transformed } from "./transform.ts";

/** A row of a file as its object looks at it before it is read. */
export type FileRow = {
  /** The text that is mapped to a field; empty where there is none. */
  mapped(path: string): string;
  /** The text of a column that is called like one of the object's synonyms, whether or not it is mapped. */
  named(synonyms: string): string;
};

/** Looks at the rows of one file, whose header says which column is called how. */
export function fileRows(ctx: Ctx, plan: ImportPlan, header: readonly string[]): (row: TableRow) => FileRow {
  const columns = new Map<string, number>();
  const columnOf = (synonyms: string) => {
    if (!columns.has(synonyms)) columns.set(synonyms, findColumn(ctx, `${plan.object.name}.synonyms.${synonyms}`, header));
    return columns.get(synonyms)!;
  };
  return ({ cells }) => ({
    mapped(path) {
      const cell = plan.cells.find(({ target }) => target.path === path);
      return cell === undefined ? "" : transformed(cells[cell.mapping.column] ?? "", cell.mapping.transforms);
    },
    named: (synonyms) => (cells[columnOf(synonyms)] ?? "").trim(),
  });
}

function findColumn(ctx: Ctx, key: string, header: readonly string[]): number {
  const names = new Set(
    LANGUAGES.flatMap((language) => {
      const words = wordsOf(ctx.engine.modules, language);
      return words.has(key)
        ? words(key)
            .split(/[,，、]/)
            .map(headerKey)
        : [];
    }),
  );
  return header.findIndex((name) => names.has(headerKey(name)));
}

/** A header as it is compared: without case, width and whatever stands between the words. */
export function headerKey(text: string): string {
  return plainText(text).replace(/[^\p{L}\p{N}]+/gu, "");
}
