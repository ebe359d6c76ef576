import { Segmented, Table } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireObject, WireReference } from "#engine/wire.ts";
import { allOf } from "#web/ui/all-of.ts";
import { Chart } from "#web/ui/chart/Chart.tsx";
import { useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { Failure } from "#web/ui/Failure.tsx";
import { Figure } from "#web/ui/Figure.tsx";
import { formatMoney, formatNumber, formatShort } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { filterBefore, periodFilter, spanOf } from "#web/ui/periods.ts";
import { sumOf } from "./funnel-figures.ts";
import { ReportFilters } from "./ReportFilters.tsx";
import styles from "./Reports.module.css";
import { useReportScope, whoAndWhat } from "./report-scope.tsx";

const MEASURES = { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } } as const;
const WON: Filter = { field: "status", op: "eq", value: "won" };
const CLOSED_ON = "closedAt";

/** What the won deals are counted by; each names the path the server groups on. */
const DIMENSIONS = {
  owner: "owner",
  manager: "owner.manager",
  department: "ownerDepartment",
  month: `${CLOSED_ON}:month`,
  quarter: `${CLOSED_ON}:quarter`,
} as const;
type Dimension = keyof typeof DIMENSIONS;

type Row = { key: string; label: string; count: number; amount: string; filter: Filter };

export function WonReport() {
  const opportunity = useObject("opportunity");
  if (!opportunity) return <Failure error={new Error("not_found")} />;
  return <WonFigures opportunity={opportunity} />;
}

function WonFigures({ opportunity }: { opportunity: WireObject }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const [scope, change] = useReportScope({ period: "thisYear", by: "owner" });
  const by = (scope.by ?? "owner") as Dimension;
  const present = allOf([WON, ...whoAndWhat(scope), periodFilter(CLOSED_ON, scope.period)])!;
  const before = filterBefore(CLOSED_ON, scope.period);

  const total = useAggregate("opportunity", { filter: present, measures: MEASURES });
  const past = useAggregate(
    "opportunity",
    { filter: allOf([WON, ...whoAndWhat(scope), before])!, measures: MEASURES },
    before !== null,
  );
  const grouped = useAggregate("opportunity", { filter: present, groupBy: [DIMENSIONS[by]], measures: MEASURES, limit: 500 });
  const rows = useMemo(() => rowsOf(grouped.data?.rows ?? [], by, t("reports.nobody")), [grouped.data, by, t]);
  const won = total.data?.rows[0]?.measures;
  const wonBefore = before === null ? undefined : past.data?.rows[0]?.measures;
  const count = Number(won?.count ?? 0);
  const amount = String(won?.amount ?? "0");

  if (grouped.error) return <Failure error={grouped.error} retry={() => void grouped.refetch()} />;
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          aria-label={t("reports.wonReport.by")}
          options={Object.keys(DIMENSIONS).map((value) => ({ value, label: t(`reports.by.${value}`) }))}
          value={by}
          onChange={(value) => change({ by: value })}
        />
        <ReportFilters scope={scope} onChange={change} periodLabel={t("reports.wonReport.period")} />
      </div>
      <div className={styles.figures}>
        <Figure
          label={t("reports.wonAmount")}
          value={formatShort(amount, company.currency)}
          note={formatMoney(amount)}
          now={Number(amount)}
          before={numberOf(wonBefore?.amount)}
          path={opportunity.path}
          filter={present}
        />
        <Figure
          label={t("reports.wonCount")}
          value={formatNumber(count)}
          now={count}
          before={numberOf(wonBefore?.count)}
          path={opportunity.path}
          filter={present}
        />
        <Figure
          label={t("reports.average")}
          value={count === 0 ? "—" : formatShort(Number(amount) / count, company.currency)}
          note={t("reports.averageNote")}
        />
      </div>
      <Panel title={t("reports.wonReport.rows", { by: t(`reports.by.${by}`) })} flush>
        {rows.length === 0 && !grouped.isLoading ? (
          <Empty title={t("reports.none")} text={t("reports.noneText")} />
        ) : (
          <>
            <div className={styles.wide}>
              <WonPicture rows={rows} upright={by === "month" || by === "quarter"} label={t("reports.wonReport.picture")} />
            </div>
            <Table<Row>
              className={styles.table}
              size="small"
              rowKey="key"
              loading={grouped.isLoading}
              dataSource={rows}
              pagination={false}
              scroll={{ x: "max-content" }}
              columns={[
                { title: t(`reports.by.${by}`), dataIndex: "label", rowScope: "row" },
                {
                  title: t("reports.wonCount"),
                  align: "right",
                  sorter: (a, b) => a.count - b.count,
                  render: (_, row) => (
                    <ListLink path={opportunity.path} filter={allOf([present, row.filter])}>
                      {formatNumber(row.count)}
                    </ListLink>
                  ),
                },
                {
                  title: t("reports.wonAmount"),
                  align: "right",
                  sorter: (a, b) => Number(a.amount) - Number(b.amount),
                  render: (_, row) => formatMoney(row.amount),
                },
                {
                  title: t("reports.share"),
                  align: "right",
                  render: (_, row) =>
                    Number(amount) === 0 ? "—" : `${formatNumber((Number(row.amount) / Number(amount)) * 100, 1)}%`,
                },
              ]}
              summary={() => (
                <Table.Summary.Row>
                  <Table.Summary.Cell index={0}>{t("reports.total")}</Table.Summary.Cell>
                  <Table.Summary.Cell index={1} align="right">
                    {formatNumber(rows.reduce((sum, row) => sum + row.count, 0))}
                  </Table.Summary.Cell>
                  <Table.Summary.Cell index={2} align="right">
                    {formatMoney(sumOf(rows.map((row) => row.amount)))}
                  </Table.Summary.Cell>
                  <Table.Summary.Cell index={3} />
                </Table.Summary.Row>
              )}
            />
          </>
        )}
      </Panel>
    </>
  );
}

const numberOf = (value: unknown) => (value === undefined || value === null ? undefined : Number(value));

type Grouped = { group: Record<string, unknown>; measures: Record<string, string | number | null> };

function rowsOf(grouped: readonly Grouped[], by: Dimension, nobody: string): Row[] {
  const rows = grouped.map((one) => {
    const value = one.group[DIMENSIONS[by]] ?? null;
    const figures = { count: Number(one.measures.count ?? 0), amount: String(one.measures.amount ?? "0") };
    return { ...named(value, by, nobody), ...figures };
  });
  const inTime = by === "month" || by === "quarter";
  return rows.sort((a, b) => (inTime ? a.key.localeCompare(b.key) : Number(b.amount) - Number(a.amount)));
}

function named(value: unknown, by: Dimension, nobody: string): Pick<Row, "key" | "label" | "filter"> {
  const field = by === "month" || by === "quarter" ? CLOSED_ON : DIMENSIONS[by];
  if (value === null) return { key: "", label: nobody, filter: { field, op: "isEmpty" } };
  if (by === "month" || by === "quarter") {
    const first = String(value);
    const span = spanOf(first, by);
    const label =
      by === "month" ? first.slice(0, 7) : `${first.slice(0, 4)} Q${Math.floor((Number(first.slice(5, 7)) - 1) / 3) + 1}`;
    return { key: first, label, filter: { field, op: "between", value: span } };
  }
  const { id, title } = value as WireReference;
  return { key: id, label: title ?? "—", filter: { field, op: "eq", value: id } };
}

const MOST_BARS = 20;

function WonPicture({ rows, upright, label }: { rows: Row[]; upright: boolean; label: string }) {
  const shown = upright ? rows : rows.slice(0, MOST_BARS).reverse();
  const names = { type: "category", data: shown.map((row) => row.label), axisTick: { show: false } } as const;
  const sums = { type: "value", axisLabel: { formatter: (value: number) => formatShort(value) }, splitNumber: 4 } as const;
  return (
    <Chart
      label={label}
      height={upright ? 260 : Math.max(160, shown.length * 28 + 40)}
      option={{
        grid: { left: 8, right: 24, top: 16, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        tooltip: { trigger: "axis", valueFormatter: (value) => formatMoney(String(value)) },
        xAxis: upright ? names : sums,
        yAxis: upright ? sums : names,
        series: [{ type: "bar", barMaxWidth: 24, data: shown.map((row) => Number(row.amount)), itemStyle: { borderRadius: 2 } }],
      }}
    />
  );
}
