import { useEffect } from "react";
import type { WireObject } from "#engine/wire.ts";
import type { DocumentLines } from "../ui/lines/document-lines.ts";
import { LineTable } from "../ui/lines/LineTable.tsx";
import { blankRow, type ChangeRows, type LineProblems, type LineRow } from "../ui/lines/line-rows.ts";
import { useLinesEditor } from "../ui/lines/lines-editor.ts";
import { useFigures } from "../ui/lines/use-figures.ts";
import { useLinePreview } from "../ui/lines/use-line-preview.ts";
import styles from "./RecordForm.module.css";
import { statedOf } from "./stated-of.ts";

type DocumentLinesInputProps = {
  object: WireObject;
  lines: DocumentLines;
  /** Undefined until somebody has begun. */
  rows: readonly LineRow[] | undefined;
  problems: LineProblems;
  /** What the document says so far: its currency, whether prices include tax. */
  document: Record<string, any>;
  onChange: ChangeRows;
};

/** The lines of a new document, below its own fields. */
export function DocumentLinesInput({ object, lines, rows, problems, document, onChange }: DocumentLinesInputProps) {
  const { line, fields, typed } = lines;
  const { settle, currency } = useFigures(fields, document);
  const isBegun = rows !== undefined && rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one empty line to type in, whenever there is none
  useEffect(() => {
    if (!isBegun) onChange(() => [blankRow(fields)]);
  }, [isBegun]);
  useLinePreview(object, statedOf(object, document), rows ?? [], fields, onChange);
  const editor = useLinesEditor({ fields, columns: typed, rows: rows ?? [], onChange, problems, settle });
  return (
    <section className={`${styles.section} ${styles.lines}`} aria-label={line.label}>
      <h3>{line.label}</h3>
      <LineTable label={line.label} columns={typed} editor={editor} currency={currency} />
    </section>
  );
}
