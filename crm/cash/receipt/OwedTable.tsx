import { Button, Input } from "antd";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { parseDecimalText } from "#engine/fields/decimal.ts";
import { isMore, lesser } from "#engine/fields/money.ts";
import { Chip } from "#web/ui/Chip.tsx";
import { Empty } from "#web/ui/Empty.tsx";
import { formatMoney } from "#web/ui/format.ts";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./AllocateDialog.module.css";
import { type Amounts, type Owed, problemOf } from "./owed.ts";

type OwedTableProps = {
  owed: readonly Owed[];
  amounts: Amounts;
  /** Of the money, after all that is typed. */
  left: string;
  currency: string;
  /** Key of what is kept for later, where that may be chosen. */
  keeps: string | null;
  onChange: (key: string, amount: string | null) => void;
};

/** What is owed, one below the other, each with the amount that goes to it; Enter and the arrows lead from one to the next. */
export function OwedTable({ owed, amounts, left, currency, keeps, onChange }: OwedTableProps) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const inputs = [...table.current!.querySelectorAll("input")];
    inputs[inputs.indexOf(event.currentTarget) + step]?.focus();
  };
  const amountOf = (key: string, name: string, one: Owed | null, isFirst: boolean) => {
    const problem = problemOf(amounts[key], one, currency);
    return (
      <>
        <Input
          value={amounts[key] ?? ""}
          inputMode="decimal"
          autoComplete="off"
          autoFocus={isFirst}
          aria-label={t("allocate.amount_of", { name })}
          style={{ textAlign: "right" }}
          className="tabular"
          {...(problem === null ? {} : { status: problem === "too_much" ? ("warning" as const) : ("error" as const) })}
          onFocus={(event) => event.target.select()}
          onKeyDown={onKey}
          onChange={(event) => onChange(key, event.target.value === "" ? null : event.target.value)}
          onBlur={(event) => onChange(key, plainAmount(event.target.value))}
        />
        {problem !== null && <div className={styles.problem}>{t(`allocate.${problem}`)}</div>}
      </>
    );
  };
  const fillOne = (one: Owed) => onChange(one.key, isMore(left, "0") ? lesser(one.outstanding.amount, left) : null);

  if (owed.length === 0 && keeps === null) return <Empty small text={t("allocate.nothing_owed")} />;
  return (
    <table ref={table} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("allocate.due")}</th>
          <th scope="col">{t("allocate.what")}</th>
          <th scope="col">{t("allocate.contract")}</th>
          <th scope="col" className={styles.right}>
            {t("allocate.outstanding")}
          </th>
          <th scope="col" className={styles.right}>
            {t("allocate.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {owed.map((one, index) => (
          <tr key={one.key}>
            <td>
              {one.dueOn ?? "—"}{" "}
              {one.daysOverdue ? <Chip label={t("allocate.late", { days: one.daysOverdue })} tone="danger" /> : null}
            </td>
            <td>{one.contractId ? t("allocate.unplanned") : one.name}</td>
            <td>{one.contract && <RecordLink object="contract" id={one.contract.id} title={one.contract.title ?? ""} />}</td>
            <td className={styles.right}>
              <Button
                type="link"
                size="small"
                className="tabular"
                title={t("allocate.fill_here")}
                aria-description={t("allocate.fill_name", { name: one.name })}
                disabled={one.outstanding.currency !== currency}
                onClick={() => fillOne(one)}
              >
                {formatMoney(one.outstanding)}
              </Button>
            </td>
            <td className={styles.amount}>{amountOf(one.key, one.name, one, index === 0)}</td>
          </tr>
        ))}
        {keeps !== null && (
          <tr>
            <td />
            <td colSpan={3}>{t("allocate.keep")}</td>
            <td className={styles.amount}>{amountOf(keeps, t("allocate.keep"), null, owed.length === 0)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** `1,200` and `1.2万` are brought to plain figures when the field is left; what is no amount stays to be seen. */
function plainAmount(text: string): string | null {
  if (text.trim() === "") return null;
  return parseDecimalText(text)?.toFixed() ?? text;
}
