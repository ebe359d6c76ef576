import { Table } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { plus } from "#engine/fields/money.ts";
import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { allOf } from "#web/ui/all-of.ts";
import { fieldOf } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { Failure } from "#web/ui/Failure.tsx";
import { formatMoney, formatNumber } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { DownloadTable } from "../../sales/reports/DownloadTable.tsx";
import styles from "../../sales/reports/Reports.module.css";
import { type AgingRow, agingCells, agingRows, agingTotals, DIMENSIONS, type Dimension, percentOfTotal } from "./aging-rows.ts";

const OUTSTANDING = { outstanding: { fn: "sum", field: "outstanding" } } as const;
const MOST_CUSTOMERS = 100;

/** What is outstanding by how long it has been due; every figure leads to its instalments. */
export function AgingTable({ plan, open, by }: { plan: WireObject; open: Filter; by: Dimension }) {
  const { t } = useTranslation();
  const stages = fieldOf(plan, "aging")?.options ?? [];
  const { rows, isLoading, error, retry } = useAging(open, by, t("reports.nobody"));
  const totals = agingTotals(
    rows,
    stages.map(({ value }) => value),
  );
  const total = plus(...rows.map((row) => row.total));

  if (error) return <Failure error={error} retry={retry} />;
  const amount = (sum: string | undefined, filters: readonly Filter[]) =>
    sum === undefined || Number(sum) === 0 ? (
      <span className={styles.nought}>—</span>
    ) : (
      <ListLink path={plan.path} filter={allOf([open, ...filters])}>
        {formatMoney(sum)}
      </ListLink>
    );
  const file = {
    header: [t(`reports.by.${by}`), ...stages.map(({ label }) => label), t("receivables.outstanding")],
    rows: agingCells(
      rows,
      stages.map(({ value }) => value),
      t("reports.total"),
    ),
  };
  const ofStage = (value: string): Filter => ({ field: "aging", op: "eq", value });
  return (
    <Panel
      title={t("receivables.aging")}
      extra={
        <>
          {rows.length === MOST_CUSTOMERS && t("receivables.most", { count: MOST_CUSTOMERS })}
          {plan.may.export && <DownloadTable name={t("receivables.aging")} {...file} />}
        </>
      }
      flush
    >
      {rows.length === 0 && !isLoading ? (
        <Empty title={t("receivables.none")} text={t("receivables.none_text")} />
      ) : (
        <Table<AgingRow>
          className={styles.table}
          size="small"
          rowKey="key"
          loading={isLoading}
          dataSource={rows}
          pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          scroll={{ x: "max-content" }}
          columns={[
            { title: t(`reports.by.${by}`), dataIndex: "label", rowScope: "row", fixed: "left" },
            ...stages.map((stage) => ({
              title: stage.label,
              align: "right" as const,
              sorter: (a: AgingRow, b: AgingRow) => Number(a.amounts[stage.value] ?? 0) - Number(b.amounts[stage.value] ?? 0),
              render: (_: unknown, row: AgingRow) => amount(row.amounts[stage.value], [row.filter, ofStage(stage.value)]),
            })),
            {
              title: t("receivables.outstanding"),
              align: "right",
              sorter: (a, b) => Number(a.total) - Number(b.total),
              render: (_, row) => <b>{amount(row.total, [row.filter])}</b>,
            },
          ]}
          summary={() => (
            <>
              <Table.Summary.Row>
                <Table.Summary.Cell index={0}>
                  <b>{t("reports.total")}</b>
                </Table.Summary.Cell>
                {stages.map((stage, index) => (
                  <Table.Summary.Cell key={stage.value} index={index + 1} align="right">
                    <b>{formatMoney(totals[stage.value] ?? "0")}</b>
                  </Table.Summary.Cell>
                ))}
                <Table.Summary.Cell index={stages.length + 1} align="right">
                  <b>{formatMoney(total)}</b>
                </Table.Summary.Cell>
              </Table.Summary.Row>
              <Table.Summary.Row>
                <Table.Summary.Cell index={0}>{t("reports.share")}</Table.Summary.Cell>
                {stages.map((stage, index) => (
                  <Table.Summary.Cell key={stage.value} index={index + 1} align="right">
                    {shareText(totals[stage.value] ?? "0", total)}
                  </Table.Summary.Cell>
                ))}
                <Table.Summary.Cell index={stages.length + 1} />
              </Table.Summary.Row>
            </>
          )}
        />
      )}
    </Panel>
  );
}

/** Customers may be many: those who owe most are found first, and then by age. */
function useAging(open: Filter, by: Dimension, nobody: string) {
  const field = DIMENSIONS[by];
  const isMany = by === "account";
  const most = useAggregate(
    "paymentPlan",
    { filter: open, groupBy: [field], measures: OUTSTANDING, sort: "-outstanding", limit: MOST_CUSTOMERS },
    isMany,
  );
  const ids = (most.data?.rows ?? []).map(({ group }) => (group[field] as { id?: string } | null)?.id).filter(Boolean);
  const filter = isMany ? allOf([open, { field, op: "in", value: ids }])! : open;
  const answer = useAggregate(
    "paymentPlan",
    { filter, groupBy: [field, "aging"], measures: OUTSTANDING },
    !isMany || ids.length > 0,
  );
  const rows = useMemo(() => agingRows(answer.data, by, nobody), [answer.data, by, nobody]);
  const first = isMany && most.error ? most : answer;
  return {
    rows: isMany && ids.length === 0 ? [] : rows,
    isLoading: answer.isLoading || (isMany && most.isLoading),
    error: first.error,
    retry: () => void first.refetch(),
  };
}

function shareText(part: string, total: string): string {
  const share = percentOfTotal(part, total);
  return share === null ? "—" : `${formatNumber(share, 1)}%`;
}
