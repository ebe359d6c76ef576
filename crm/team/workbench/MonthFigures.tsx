import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import { useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate, useCount } from "#web/ui/data/records.ts";
import { Figure } from "#web/ui/Figure.tsx";
import { formatNumber, formatShort } from "#web/ui/format.ts";
import styles from "./Workbench.module.css";
import {
  closedWithin,
  closesThisMonth,
  dueToday,
  of,
  open,
  overdue,
  soonLost,
  stuck,
  type Whose,
  won,
} from "./workbench-filters.ts";

const MEASURES = { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } } as const;

/** How the month stands, in figures that open their rows. */
export function MonthFigures({ whose }: { whose: Whose }) {
  return (
    <div className={styles.figures}>
      <WonThisMonth whose={whose} />
      <DealFigure label="open" filter={of(whose, open)} />
      <DealFigure label="closing" filter={of(whose, open, closesThisMonth)} />
      {whose === "me" ? <Tasks /> : <DealFigure label="stuck" filter={of(whose, open, stuck)} isWarning />}
      {whose === "me" && <Losing />}
    </div>
  );
}

function WonThisMonth({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const opportunity = useObject("opportunity");
  const filter = of(whose, won, closedWithin("thisMonth"));
  const present = useAggregate("opportunity", { filter, measures: MEASURES });
  const past = useAggregate("opportunity", { filter: of(whose, won, closedWithin("lastMonth")), measures: MEASURES });
  if (!opportunity) return null;

  const { amount, count } = figuresOf(present.data?.rows[0]?.measures);
  const before = figuresOf(past.data?.rows[0]?.measures);
  const note = t("workbench.lastMonth", { amount: formatShort(before.amount, company.currency) });
  return (
    <Figure
      label={t("workbench.won", { count })}
      value={formatShort(amount, company.currency)}
      note={note}
      now={Number(amount)}
      before={Number(before.amount)}
      path={opportunity.path}
      filter={filter}
      loading={present.isLoading}
    />
  );
}

function DealFigure({ label, filter, isWarning = false }: { label: string; filter: Filter; isWarning?: boolean }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const opportunity = useObject("opportunity");
  const found = useAggregate("opportunity", { filter, measures: MEASURES });
  if (!opportunity) return null;
  const { count, amount } = figuresOf(found.data?.rows[0]?.measures);
  return (
    <Figure
      label={t(`workbench.${label}`)}
      value={formatNumber(count)}
      note={formatShort(amount, company.currency)}
      path={opportunity.path}
      filter={filter}
      isWarning={isWarning && count > 0}
      loading={found.isLoading}
    />
  );
}

function figuresOf(measures: Record<string, string | number | null> | undefined) {
  return { count: Number(measures?.count ?? 0), amount: String(measures?.amount ?? "0") };
}

function Tasks() {
  const { t } = useTranslation();
  const task = useObject("task");
  const late = useCount("task", { filter: of("me", open, overdue) });
  const today = useCount("task", { filter: of("me", open, dueToday) });
  if (!task) return null;
  const isLate = (late.data?.count ?? 0) > 0;
  return (
    <Figure
      label={t("workbench.tasksToday")}
      value={formatNumber((today.data?.count ?? 0) + (late.data?.count ?? 0))}
      note={t("workbench.tasksLate", { count: late.data?.count ?? 0 })}
      path={task.path}
      filter={of("me", open, { or: [overdue, dueToday] })}
      isWarning={isLate}
      loading={today.isLoading}
    />
  );
}

function Losing() {
  const { t } = useTranslation();
  const leads = useCount("lead", { filter: of("me", soonLost) });
  const accounts = useCount("account", { filter: of("me", soonLost) });
  const lead = useObject("lead");
  if (!lead) return null;
  const count = (leads.data?.count ?? 0) + (accounts.data?.count ?? 0);
  return (
    <Figure
      label={t("workbench.soonLost")}
      value={formatNumber(count)}
      note={t("workbench.soonLostNote", { leads: leads.data?.count ?? 0, accounts: accounts.data?.count ?? 0 })}
      path={lead.path}
      filter={of("me", soonLost)}
      isWarning={count > 0}
      loading={leads.isLoading}
    />
  );
}
