import { Alert, Button, Form, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isMore, minus } from "#engine/fields/money.ts";
import { ActionModal } from "#web/ui/ActionModal.tsx";
import { useRecords } from "#web/ui/data/records.ts";
import type { OwnDialogProps } from "#web/ui/dialogs.ts";
import { DateTimePicker } from "#web/ui/fields/DateTimePicker.tsx";
import { formatMoney } from "#web/ui/format.ts";
import { useIsPhone } from "#web/ui/screen.ts";
import styles from "./AllocateDialog.module.css";
import { OwedTable } from "./OwedTable.tsx";
import {
  type Amounts,
  filledOldestFirst,
  type Owed,
  owedByContract,
  owedByPlan,
  PREPAYMENT,
  partsOf,
  problemOf,
  totalOf,
} from "./owed.ts";

const MOST = 200;

/** Says what received money is for: what the customer owes, oldest first, each with its amount, and what is left at every key. */
export function AllocateDialog(props: OwnDialogProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const { action, record } = props;
  const [form] = Form.useForm();
  const [amounts, setAmounts] = useState<Amounts>({});
  const [settled, setSettled] = useState<Amounts>({});
  const { owed, isPending } = useOwed(record.account?.id);
  const currency: string = record.amount.currency;
  const mayKeep = action.name === "allocate";
  const available: string = (mayKeep ? record.unallocated : record.prepaid).amount;
  const used = totalOf(amounts);
  const left = minus(available, used);
  const isOver = isMore(used, available);
  const isWrong = owed.some((one) => [amounts[one.key], settled[one.key]].some((typed) => isNoAmount(typed, one)));

  const set = (key: string, amount: string | null) => setAmounts((before) => ({ ...before, [key]: amount }));
  const fill = () => setAmounts(filledOldestFirst(owed, available, currency));
  return (
    <ActionModal
      {...props}
      form={form}
      width="min(920px, 94vw)"
      isReady={isMore(used, "0") && !isOver && !isWrong}
      inputOf={({ entryDate }) => ({ parts: partsOf(owed, amounts, settled), entryDate })}
    >
      {(errors) => (
        <div className={styles.dialog}>
          <div className={styles.bar}>
            <Sum label={t(mayKeep ? "allocate.available" : "allocate.prepaid")} amount={available} currency={currency} />
            <Sum label={t("allocate.used")} amount={used} currency={currency} />
            <Sum label={t("allocate.left")} amount={left} currency={currency} isWrong={isOver} />
            <span className={styles.gap} />
            <Button onClick={fill} disabled={isPending || owed.length === 0}>
              {t("allocate.fill")}
            </Button>
            {!isPhone && <Button onClick={() => setAmounts({})}>{t("allocate.clear")}</Button>}
          </div>
          {isOver && (
            <Alert type="error" showIcon title={t("allocate.over", { amount: formatMoney(minus(used, available), currency) })} />
          )}
          {errors.length > 0 && <Alert type="error" showIcon title={errors.map(({ message }) => message).join("\n")} />}
          {isPending ? (
            <Skeleton active paragraph={{ rows: 4 }} title={false} />
          ) : (
            <OwedTable
              owed={owed}
              amounts={amounts}
              left={left}
              currency={currency}
              keeps={mayKeep ? PREPAYMENT : null}
              onChange={set}
              settled={settled}
              onSettle={(key, amount) => setSettled((before) => ({ ...before, [key]: amount }))}
            />
          )}
          <Form.Item
            name="entryDate"
            label={t("allocate.entry_date")}
            className={styles.day}
            extra={t("allocate.entry_date_help")}
          >
            <EntryDay label={t("allocate.entry_date")} />
          </Form.Item>
        </div>
      )}
    </ActionModal>
  );
}

function EntryDay({ label, value, onChange }: { label: string; value?: string | null; onChange?: (day: string | null) => void }) {
  return <DateTimePicker aria-label={label} value={value} onChange={(day) => onChange?.(day)} />;
}

function isNoAmount(typed: string | null | undefined, one: Owed): boolean {
  return problemOf(typed, one, one.outstanding.currency) === "not_amount";
}

type SumProps = { label: string; amount: string; currency: string; isWrong?: boolean };

function Sum({ label, amount, currency, isWrong = false }: SumProps) {
  return (
    <span className={styles.sum} data-wrong={isWrong} role="status">
      {label} <b className="tabular">{formatMoney(amount, currency)}</b>
    </span>
  );
}

/** Open instalments by their day, then what contracts owe beside them. */
function useOwed(account: string | undefined): { owed: Owed[]; isPending: boolean } {
  const ofAccount = { field: "account", op: "eq", value: account } as const;
  const isAsked = account !== undefined;
  const plans = useRecords(
    "paymentPlan",
    { filter: { and: [ofAccount, { field: "phase", op: "eq", value: "open" }] }, sort: "dueOn", limit: MOST },
    isAsked,
  );
  const inForce = { field: "status", op: "in", value: ["active", "suspended", "completed"] } as const;
  const contracts = useRecords(
    "contract",
    { filter: { and: [ofAccount, inForce, { field: "outstanding", op: "gt", value: 0 }] }, sort: "signedOn", limit: MOST },
    isAsked,
  );
  const unplanned = (contracts.data?.items ?? []).map(owedByContract).filter((one) => one !== null);
  return {
    owed: [...(plans.data?.items ?? []).map(owedByPlan), ...unplanned],
    isPending: isAsked && (plans.isPending || contracts.isPending),
  };
}
