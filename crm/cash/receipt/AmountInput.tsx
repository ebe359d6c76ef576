import { Input } from "antd";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseDecimalText } from "#engine/fields/decimal.ts";
import { formatMoney } from "#web/ui/format.ts";
import styles from "./AllocateDialog.module.css";
import type { AmountProblem } from "./owed.ts";

type AmountInputProps = {
  label: string;
  value: string | null;
  problem: AmountProblem;
  placeholder?: string;
  /** Sign of a currency that is not the money's own. */
  sign?: string;
  autoFocus?: boolean;
  onChange: (amount: string | null) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
};

/** An amount that is typed: plain while one is at it, with its separators once it is left. */
export function AmountInput({ label, value, problem, placeholder, sign, autoFocus, onChange, onKeyDown }: AmountInputProps) {
  const { t } = useTranslation();
  const [isTyped, setTyped] = useState(false);
  return (
    <>
      <Input
        value={isTyped ? (value ?? "") : separated(value)}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={autoFocus ?? false}
        aria-label={label}
        styles={{ input: { textAlign: "right" } }}
        className="tabular"
        {...(placeholder ? { placeholder } : {})}
        {...(sign ? { prefix: sign } : {})}
        {...(problem === null ? {} : { status: problem === "too_much" ? ("warning" as const) : ("error" as const) })}
        onFocus={(event) => {
          setTyped(true);
          event.target.select();
        }}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        onBlur={(event) => {
          setTyped(false);
          onChange(plainAmount(event.target.value));
        }}
      />
      {problem !== null && <div className={styles.problem}>{t(`allocate.${problem}`)}</div>}
    </>
  );
}

function separated(value: string | null): string {
  const amount = parseDecimalText(value ?? "");
  return amount ? formatMoney(amount.toFixed()) : (value ?? "");
}

/** `1,200` and `1.2万` are brought to plain figures when the field is left; what is no amount stays to be seen. */
function plainAmount(text: string): string | null {
  if (text.trim() === "") return null;
  return parseDecimalText(text)?.toFixed() ?? text;
}
