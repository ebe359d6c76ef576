import { useMemo, useRef, useState } from "react";
import type { WireField } from "#engine/wire.ts";
import { LineTable } from "../lines/LineTable.tsx";
import { blankRow, isFilled, type LineRow, problemsAt, writtenRows } from "../lines/line-rows.ts";
import { useLinesEditor } from "../lines/lines-editor.ts";
import type { FieldError } from "./ActionFields.tsx";

type RowsInputProps = {
  name: string;
  label: string;
  fields: WireField[];
  currency: string | undefined;
  errors: readonly FieldError[];
  onChange?: (value: Record<string, unknown>[] | undefined) => void;
};

/** An action's input of many rows, e.g. what is delivered of which line. */
export function RowsInput({ name, label, fields, currency, errors, onChange }: RowsInputProps) {
  const [rows, setRows] = useState<readonly LineRow[]>(() => [blankRow(fields)]);
  // Names that were looked up arrive one by one, each on top of the last.
  const latest = useRef(rows);
  const filledOf = (some: readonly LineRow[]) => some.filter((row) => isFilled(row, fields));
  // Refusals stay with the rows as they were when they were sent.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that are typed in meanwhile keep their cells' messages
  const { problems } = useMemo(() => problemsAt(errors, name, filledOf(rows), fields), [errors]);
  const change = (to: (before: readonly LineRow[]) => readonly LineRow[]) => {
    const next = to(latest.current);
    latest.current = next;
    setRows(next);
    const written = writtenRows(filledOf(next), fields);
    onChange?.(written.length === 0 ? undefined : written);
  };
  const editor = useLinesEditor({ fields, columns: fields, rows, onChange: change, problems });
  return <LineTable label={label} columns={fields} editor={editor} currency={currency} />;
}
