import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import { useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { Figure } from "#web/ui/Figure.tsx";
import { formatNumber, formatShort } from "#web/ui/format.ts";
import styles from "./Workbench.module.css";
import { of, type Whose } from "./workbench-filters.ts";

const is = (field: string, value: string): Filter => ({ field, op: "eq", value });
const unpaid = is("phase", "open");
const thisWeek: Filter = { field: "dueOn", op: "within", value: "next7Days" };
const loose: Filter = { and: [is("status", "confirmed"), { field: "unallocated", op: "gt", value: 0 }] };

/** Whether the person keeps the books rather than sells: what the server lets him do says so. */
export function useKeepsBooks(): boolean {
  const receipt = useObject("receipt");
  const opportunity = useObject("opportunity");
  return receipt?.may.update === true && opportunity?.may.create !== true;
}

/** What of the customers' money is to be seen to, in figures that open their rows. */
export function MoneyFigures({ whose }: { whose: Whose }) {
  const keepsBooks = useKeepsBooks();
  return (
    <div className={styles.figures}>
      <Sum object="paymentPlan" label="overdue" filter={of(whose, is("status", "overdue"))} field="outstanding" isWarning />
      <Sum object="paymentPlan" label="dueSoon" filter={of(whose, unpaid, thisWeek)} field="outstanding" />
      <Sum object="receipt" label="unclaimed" filter={is("status", "unclaimed")} field="amount" />
      {keepsBooks && <Sum object="receipt" label="toConfirm" filter={is("status", "claimed")} field="amount" />}
      {keepsBooks && <Sum object="receipt" label="toAllocate" filter={loose} field="unallocated" />}
      {keepsBooks && <Sum object="invoice" label="toIssue" filter={is("status", "requested")} field="amount" />}
    </div>
  );
}

type SumProps = { object: string; label: string; filter: Filter; field: string; isWarning?: boolean };

function Sum({ object: name, label, filter, field, isWarning = false }: SumProps) {
  const { t } = useTranslation();
  const { company } = useMe();
  const object = useObject(name);
  const measures = { count: { fn: "count" }, amount: { fn: "sum", field } } as const;
  const found = useAggregate(name, { filter, measures }, object !== undefined);
  if (!object) return null;
  const { count, amount } = found.data?.rows[0]?.measures ?? {};
  const many = Number(count ?? 0);
  return (
    <Figure
      label={t(`workbench.money.${label}`)}
      value={formatNumber(many)}
      note={formatShort(String(amount ?? "0"), company.currency)}
      path={object.path}
      filter={filter}
      isWarning={isWarning && many > 0}
      loading={found.isLoading}
    />
  );
}
