import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireReference } from "#engine/wire.ts";
import { type Model, useModel } from "../data/model.ts";
import { blankRow, changeRow, isFilled, type LineProblems, type LineRow, moveRow, setValue, shownRow } from "./line-rows.ts";
import { lookUpNames } from "./look-up-names.ts";
import { cellsOf, type Pasted, pasteCells } from "./paste-rows.ts";

type LinesEditorOptions = {
  /** All fields a line may state, shown as columns or not. */
  fields: readonly WireField[];
  columns: readonly WireField[];
  rows: readonly LineRow[];
  onChange: (change: (rows: readonly LineRow[]) => readonly LineRow[]) => void;
  problems: LineProblems;
  /** Shows at once what follows from what was typed, e.g. amounts. */
  settle?: (row: LineRow) => LineRow;
};

export type LinesEditor = ReturnType<typeof useLinesEditor>;

/** The verbs by which lines are edited, whichever way they are shown. */
export function useLinesEditor({ fields, columns, rows, onChange, problems, settle = (row) => row }: LinesEditorOptions) {
  const { t } = useTranslation();
  const model = useModel();
  const [unfound, setUnfound] = useState<LineProblems>({});
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState(problems);
  // New refusals begin anew; each goes when its cell is changed.
  if (told !== problems) {
    setTold(problems);
    setMended(new Set());
  }
  const stillWrong = Object.entries({ ...problems, ...unfound }).filter(([cell]) => !mended.has(cell));

  const set = (key: string, field: WireField, value: unknown, known?: WireReference) => {
    setMended((before) => new Set(before).add(`${key}.${field.key}`));
    onChange((before) => changeRow(before, key, (row) => setValue(row, field, value, known)));
  };
  const append = () => {
    const made = blankRow(fields);
    onChange((before) => [...before, made]);
    return made.key;
  };
  const remove = (key: string) =>
    onChange((before) => {
      const rest = before.filter((row) => row.key !== key);
      return rest.length === 0 ? [blankRow(fields)] : rest;
    });
  /** True when the clipboard held cells, which are now in the table. */
  const paste = (text: string, at: { row: number; column: number }): boolean => {
    const cells = cellsOf(text);
    if (cells === null) return false;
    const pasted = pasteCells(cells, rows, at, columns, fields);
    onChange(() => pasted.rows);
    setUnfound({});
    void nameThem(model, pasted.named);
    return true;
  };
  const nameThem = async (known: Model, named: Pasted["named"]) => {
    const missing: Record<string, string> = {};
    for (const { row, field, text, found } of await lookUpNames(known, named)) {
      if (found) set(row, field, found.id, found);
      else missing[`${row}.${field.key}`] = t("lines.not_found", { object: model.byName.get(field.to ?? "")?.label, text });
    }
    setMended((before) => new Set([...before].filter((cell) => missing[cell] === undefined)));
    setUnfound(missing);
  };
  return {
    fields,
    rows: rows.map((row) => settle(shownRow(row))),
    problems: Object.fromEntries(stillWrong) as LineProblems,
    set,
    append,
    remove,
    paste,
    move: (key: string, to: number) => onChange((before) => moveRow(before, key, to)),
    /** The line as it was typed, to be put back. */
    typed: (key: string) => rows.find((row) => row.key === key) ?? null,
    restore: (row: LineRow) => onChange((before) => changeRow(before, row.key, () => row)),
    isFilled: (row: LineRow) => isFilled(row, fields),
  };
}
