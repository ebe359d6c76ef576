import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { allOf } from "#web/ui/all-of.ts";
import { useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { Failure } from "#web/ui/Failure.tsx";
import { Figure } from "#web/ui/Figure.tsx";
import { formatMoney, formatNumber, formatShort } from "#web/ui/format.ts";
import { WhoFilters } from "../../sales/reports/ReportFilters.tsx";
import styles from "../../sales/reports/Reports.module.css";
import { useReportScope, whoAndWhat } from "../../sales/reports/report-scope.tsx";
import { AgingTable } from "./AgingTable.tsx";
import { DIMENSIONS, type Dimension, percentOfTotal } from "./aging-rows.ts";
import { DueList } from "./DueList.tsx";

const OPEN: Filter = { field: "phase", op: "eq", value: "open" };
const OVERDUE: Filter = { field: "status", op: "eq", value: "overdue" };
const THIS_WEEK: Filter = { field: "dueOn", op: "within", value: "thisWeek" };
const SOON: Filter = { field: "dueOn", op: "within", value: "next30Days" };
const UNPLANNED: readonly Filter[] = [
  { field: "status", op: "in", value: ["active", "suspended", "completed"] },
  { field: "unplannedOwed", op: "gt", value: 0 },
];
const MEASURES = { outstanding: { fn: "sum", field: "outstanding" }, count: { fn: "count" } } as const;

export function ReceivablesReport() {
  const plan = useObject("paymentPlan");
  if (!plan) return <Failure error={new Error("not_found")} />;
  return <Receivables plan={plan} />;
}

/** Who owes what since when: the sums, by age, and what to collect first. */
function Receivables({ plan }: { plan: WireObject }) {
  const { t } = useTranslation();
  const [scope, change] = useReportScope({ period: "all", by: "owner" });
  const by = (scope.by ?? "owner") as Dimension;
  const who = whoAndWhat(scope);
  const open = allOf([OPEN, ...who])!;
  const within = (filter: Filter) => allOf([open, filter])!;
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          aria-label={t("receivables.by")}
          options={Object.keys(DIMENSIONS).map((value) => ({ value, label: t(`reports.by.${value}`) }))}
          value={by}
          onChange={(value) => change({ by: value })}
        />
        <WhoFilters scope={scope} onChange={change} />
      </div>
      <KeyFigures plan={plan} who={who} open={open} within={within} />
      <AgingTable plan={plan} open={open} by={by} />
      <div className={styles.pair}>
        <DueList
          title={t("receivables.this_week")}
          none={t("receivables.none_this_week")}
          plan={plan}
          filter={within(THIS_WEEK)}
        />
        <DueList title={t("receivables.overdue")} none={t("receivables.none_overdue")} plan={plan} filter={within(OVERDUE)} />
      </div>
    </>
  );
}

type KeyFiguresProps = { plan: WireObject; who: readonly Filter[]; open: Filter; within: (filter: Filter) => Filter };

function KeyFigures({ plan, who, open, within }: KeyFiguresProps) {
  const { t } = useTranslation();
  const all = useSums(open);
  const overdue = useSums(within(OVERDUE));
  const week = useSums(within(THIS_WEEK));
  const soon = useSums(within(SOON));
  const share = percentOfTotal(overdue.outstanding, all.outstanding);
  const figure = (label: string, sums: Sums, filter: Filter, isWarning = false) => (
    <Figure
      label={label}
      value={sums.short}
      note={t("receivables.count", { count: sums.count, amount: formatMoney(sums.outstanding) })}
      path={plan.path}
      filter={filter}
      loading={sums.isLoading}
      isWarning={isWarning && sums.count > 0}
    />
  );
  return (
    <div className={styles.figures}>
      {figure(t("receivables.outstanding"), all, open)}
      {figure(t("receivables.overdue"), overdue, within(OVERDUE), true)}
      <Figure
        label={t("receivables.overdue_rate")}
        value={share === null ? "—" : `${formatNumber(share, 1)}%`}
        note={t("receivables.overdue_rate_note")}
        loading={all.isLoading || overdue.isLoading}
      />
      {figure(t("receivables.this_week"), week, within(THIS_WEEK))}
      {figure(t("receivables.soon"), soon, within(SOON))}
      <Unplanned who={who} />
    </div>
  );
}

/** What contracts in force are worth beyond their instalments: owed too, but nobody has said when. */
function Unplanned({ who }: { who: readonly Filter[] }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const contract = useObject("contract");
  const filter = allOf([...UNPLANNED, ...who])!;
  const measures = { owed: { fn: "sum", field: "unplannedOwed" }, count: { fn: "count" } } as const;
  const answer = useAggregate("contract", { filter, measures }, contract !== undefined);
  if (!contract) return null;
  const { owed, count } = answer.data?.rows[0]?.measures ?? {};
  const sum = String(owed ?? "0");
  return (
    <Figure
      label={t("receivables.unplanned")}
      value={formatShort(sum, company.currency)}
      note={t("receivables.contracts", { count: Number(count ?? 0), amount: formatMoney(sum) })}
      path={contract.path}
      filter={filter}
      loading={answer.isLoading}
    />
  );
}

type Sums = { outstanding: string; short: string; count: number; isLoading: boolean };

function useSums(filter: Filter): Sums {
  const { company } = useMe();
  const answer = useAggregate("paymentPlan", { filter, measures: MEASURES });
  const { outstanding, count } = answer.data?.rows[0]?.measures ?? {};
  const sum = String(outstanding ?? "0");
  return { outstanding: sum, short: formatShort(sum, company.currency), count: Number(count ?? 0), isLoading: answer.isLoading };
}
