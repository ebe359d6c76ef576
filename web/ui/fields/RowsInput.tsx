import { useMemo, useRef, useState } from "react";
import type { JsonSchema, WireField } from "#engine/wire.ts";
import { LineTable } from "../lines/LineTable.tsx";
import { blankRow, isFilled, type LineRow, problemsAt, writtenRows } from "../lines/line-rows.ts";
import { useLinesEditor } from "../lines/lines-editor.ts";
import type { FieldError } from "./ActionFields.tsx";

type RowsInputProps = {
  name: string;
  label: string;
  fields: WireField[];
  /** What one row is, as the action takes it. */
  schema: JsonSchema;
  currency: string | undefined;
  errors: readonly FieldError[];
  onChange?: (value: Record<string, unknown>[] | undefined) => void;
};

/** An action's input of many rows, e.g. what is delivered of which line. */
export function RowsInput({ name, label, fields, schema, currency, errors, onChange }: RowsInputProps) {
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
    const written = writtenRows(filledOf(next), fields).map((row) => asAsked(row, schema));
    onChange?.(written.length === 0 ? undefined : written);
  };
  const editor = useLinesEditor({ fields, columns: fields, rows, onChange: change, problems });
  return <LineTable label={label} columns={fields} editor={editor} currency={currency} />;
}

/** Figures are typed as text, and are numbers where the action asks for numbers; what is none is left to be refused. */
function asAsked(row: Record<string, unknown>, { properties = {} }: JsonSchema): Record<string, unknown> {
  const asNumber = (value: unknown) => (value === "" || Number.isNaN(Number(value)) ? value : Number(value));
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      const isNumber = properties[key]?.type === "number" || properties[key]?.type === "integer";
      return [key, isNumber && typeof value === "string" ? asNumber(value) : value];
    }),
  );
}
