import { Skeleton } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { AggregateAnswer, WireReference } from "#engine/wire.ts";
import { useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { formatNumber, formatShort } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { Person } from "#web/ui/Person.tsx";
import { SortableTable } from "#web/ui/SortableTable.tsx";
import styles from "./Workbench.module.css";
import { closedWithin, open, stuck, won } from "./workbench-filters.ts";

const MEASURES = { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } } as const;

const FILTERS = {
  won: { and: [won, closedWithin("thisMonth")] },
  open,
  stuck: { and: [open, stuck] },
} satisfies Record<string, Filter>;
type Column = keyof typeof FILTERS;

type Row = { owner: WireReference } & Record<Column, { count: number; amount: string }>;

/** One line a person: what was won this month, what is open, what stands still. */
export function TeamTable() {
  const { t } = useTranslation();
  const { company } = useMe();
  const opportunity = useObject("opportunity");
  const wonBy = useAggregate("opportunity", { filter: FILTERS.won, groupBy: ["owner"], measures: MEASURES, limit: 200 });
  const openBy = useAggregate("opportunity", { filter: FILTERS.open, groupBy: ["owner"], measures: MEASURES, limit: 200 });
  const stuckBy = useAggregate("opportunity", { filter: FILTERS.stuck, groupBy: ["owner"], measures: MEASURES, limit: 200 });
  const rows = useMemo(
    () => rowsOf({ won: wonBy.data, open: openBy.data, stuck: stuckBy.data }),
    [wonBy.data, openBy.data, stuckBy.data],
  );
  if (!opportunity) return null;

  const column = (of: Column, show: "count" | "amount", title: string) => ({
    title: t(title),
    value: (row: Row) => Number(row[of][show]),
    show: (row: Row) => (
      <ListLink path={opportunity.path} filter={{ and: [FILTERS[of], { field: "owner", op: "eq", value: row.owner.id }] }}>
        {show === "count" ? formatNumber(row[of].count) : formatShort(row[of].amount, company.currency)}
      </ListLink>
    ),
  });
  return (
    <Panel title={t("workbench.teamTable")} flush>
      {openBy.isLoading ? (
        <Skeleton active className={styles.waiting} title={false} paragraph={{ rows: 6 }} />
      ) : (
        <SortableTable
          label={t("workbench.teamTable")}
          rows={rows}
          rowKey={(row) => row.owner.id}
          head={{ title: t("workbench.person"), show: (row) => <Person name={row.owner.title ?? "—"} /> }}
          columns={[
            column("won", "amount", "workbench.wonAmount"),
            column("open", "count", "workbench.openCount"),
            column("open", "amount", "workbench.openAmount"),
            column("stuck", "count", "workbench.stuckDeals"),
          ]}
        />
      )}
    </Panel>
  );
}

function rowsOf(answers: Record<Column, AggregateAnswer | undefined>): Row[] {
  const rows = new Map<string, Row>();
  for (const column of Object.keys(answers) as Column[]) {
    for (const { group, measures } of answers[column]?.rows ?? []) {
      const owner = group.owner as WireReference | null;
      if (!owner) continue;
      const row = rows.get(owner.id) ?? { owner, won: nothing(), open: nothing(), stuck: nothing() };
      row[column] = { count: Number(measures.count ?? 0), amount: String(measures.amount ?? "0") };
      rows.set(owner.id, row);
    }
  }
  return [...rows.values()].sort((a, b) => Number(b.won.amount) - Number(a.won.amount) || b.open.count - a.open.count);
}

const nothing = () => ({ count: 0, amount: "0" });
