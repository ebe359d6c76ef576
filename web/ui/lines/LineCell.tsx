import { useRef } from "react";
import type { WireField, WireReference } from "#engine/wire.ts";
import { FieldInput } from "../fields/FieldInput.tsx";
import { FieldValue } from "../fields/FieldValue.tsx";
import { isNumber } from "./columns.ts";
import type { LineRow } from "./line-rows.ts";
import { NumberCell } from "./NumberCell.tsx";

export type CellChange = (value: unknown, known?: WireReference) => void;

type CellEditorProps = {
  field: WireField;
  row: LineRow;
  label: string;
  currency: string | undefined;
  problem: string | undefined;
  onChange: CellChange;
};

/** The control of the one cell that is being typed in. */
export function CellEditor({ field, row, label, currency, problem, onChange }: CellEditorProps) {
  const value = row.values[field.key];
  // The name comes just before the value it names.
  const picked = useRef<WireReference | undefined>(undefined);
  if (isNumber(field))
    return <NumberCell field={field} label={label} value={value} isWrong={problem !== undefined} onChange={onChange} />;
  return (
    <FieldInput
      field={{ ...field, label }}
      value={value ?? null}
      known={row.known[field.key] ?? null}
      currency={currency}
      autoFocus
      // An empty cell offers its choices at once; a filled one waits for a word, so that arrows pass over it.
      small={value === null || value === undefined || field.type === "boolean" || field.type === "longText"}
      status={problem === undefined ? undefined : "error"}
      onPicked={(reference) => {
        picked.current = reference;
      }}
      onChange={(next) => onChange(next, picked.current)}
    />
  );
}

/** What a cell holds, as it is read. */
export function CellValue({ field, row, linked = true }: { field: WireField; row: LineRow; linked?: boolean }) {
  const value = row.values[field.key] ?? null;
  const known = row.known[field.key];
  if (field.type === "reference")
    return <FieldValue field={field} value={value === null ? null : known} compact linked={linked} />;
  // Half a number is shown as it was typed.
  if (isNumber(field) && value !== null && Number.isNaN(Number(value))) return <span>{String(value)}</span>;
  return <FieldValue field={field} value={value} compact linked={linked} />;
}
