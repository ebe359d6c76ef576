import { Button } from "antd";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isMore, lesser } from "#engine/fields/money.ts";
import { Chip } from "#web/ui/Chip.tsx";
import { Empty } from "#web/ui/Empty.tsx";
import { formatMoney } from "#web/ui/format.ts";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./AllocateDialog.module.css";
import { AmountInput } from "./AmountInput.tsx";
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
  /** What amounts settle of debts in another currency, where that is not what their rates make of it. */
  settled: Amounts;
  onSettle: (key: string, amount: string | null) => void;
};

/** What is owed, one below the other, each with the amount that goes to it; Enter and the arrows lead from one to the next. */
export function OwedTable({ owed, amounts, left, currency, keeps, onChange, settled, onSettle }: OwedTableProps) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const inputs = [...table.current!.querySelectorAll("input")];
    inputs[inputs.indexOf(event.currentTarget) + step]?.focus();
  };
  const amountOf = (key: string, name: string, one: Owed | null, isFirst: boolean) => (
    <AmountInput
      label={t("allocate.amount_of", { name })}
      value={amounts[key] ?? null}
      problem={problemOf(amounts[key], one, currency)}
      autoFocus={isFirst}
      onChange={(amount) => onChange(key, amount)}
      onKeyDown={onKey}
    />
  );
  const settledOf = (one: Owed) => (
    <AmountInput
      label={t("allocate.settled_of", { name: one.name })}
      value={settled[one.key] ?? null}
      problem={problemOf(settled[one.key], one, one.outstanding.currency)}
      placeholder={t("allocate.by_rate")}
      sign={one.outstanding.currency}
      onChange={(amount) => onSettle(one.key, amount)}
      onKeyDown={onKey}
    />
  );
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
            <td className={styles.amount}>
              {amountOf(one.key, one.name, one, index === 0)}
              {one.outstanding.currency !== currency && amounts[one.key] && settledOf(one)}
            </td>
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
