import { Input } from "antd";
import { parseDecimalText } from "#engine/fields/decimal.ts";
import type { WireField } from "#engine/wire.ts";

type NumberCellProps = {
  field: WireField;
  label: string;
  value: unknown;
  isWrong: boolean;
  onChange: (value: string | null) => void;
};

/** A figure typed as people write it, `1,200` or `1.2万`; what is none is kept and refused at its cell. */
export function NumberCell({ field, label, value, isWrong, onChange }: NumberCellProps) {
  return (
    <Input
      autoFocus
      className="tabular"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={isWrong}
      style={{ textAlign: "right" }}
      defaultValue={value === null || value === undefined ? "" : String(value)}
      suffix={field.type === "percent" ? "%" : undefined}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(numberOf(event.target.value))}
    />
  );
}

function numberOf(text: string): string | null {
  if (text.trim() === "") return null;
  return parseDecimalText(text)?.toFixed() ?? text;
}
