import { Table } from "antd";
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

  const figure = (row: Row, column: Column, show: "count" | "amount") => (
    <ListLink path={opportunity.path} filter={{ and: [FILTERS[column], { field: "owner", op: "eq", value: row.owner.id }] }}>
      {show === "count" ? formatNumber(row[column].count) : formatShort(row[column].amount, company.currency)}
    </ListLink>
  );
  return (
    <Panel title={t("workbench.teamTable")} flush>
      <Table<Row>
        className={styles.table ?? ""}
        size="small"
        rowKey={(row) => row.owner.id}
        dataSource={rows}
        loading={openBy.isLoading}
        pagination={rows.length > 12 ? { pageSize: 12, size: "small", showSizeChanger: false } : false}
        scroll={{ x: "max-content" }}
        columns={[
          { title: t("workbench.person"), rowScope: "row", render: (_, row) => <Person name={row.owner.title ?? "—"} /> },
          {
            title: t("workbench.wonAmount"),
            align: "right",
            sorter: (a, b) => Number(a.won.amount) - Number(b.won.amount),
            render: (_, row) => figure(row, "won", "amount"),
          },
          {
            title: t("workbench.openCount"),
            align: "right",
            sorter: (a, b) => a.open.count - b.open.count,
            render: (_, row) => figure(row, "open", "count"),
          },
          {
            title: t("workbench.openAmount"),
            align: "right",
            sorter: (a, b) => Number(a.open.amount) - Number(b.open.amount),
            render: (_, row) => figure(row, "open", "amount"),
          },
          {
            title: t("workbench.stuckDeals"),
            align: "right",
            sorter: (a, b) => a.stuck.count - b.stuck.count,
            render: (_, row) => figure(row, "stuck", "count"),
          },
        ]}
      />
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
