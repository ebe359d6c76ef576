import { Table } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatMoney, formatNumber, formatPart } from "#web/ui/format.ts";
import styles from "../../sales/reports/Reports.module.css";
import type { RowsBehind } from "./ChannelReport.tsx";
import { CountLink } from "./CountLink.tsx";
import type { ChannelFigures } from "./channel-figures.ts";
import { type Dimension, type Key, STEPS, type StepName } from "./channel-questions.ts";

type ChannelTableProps = {
  by: Dimension;
  rows: ChannelFigures[];
  total: ChannelFigures;
  loading: boolean;
  nameOf(row: ChannelFigures): string;
  rowsBehind: RowsBehind;
  withCosts: boolean;
};

/** What a column says of a channel; without a key, of all together. */
type Column = { title: string; of(figures: ChannelFigures, key?: Key): ReactNode };

/** Channels or campaigns beside each other, each figure with the way to its rows. */
export function ChannelTable({ by, rows, total, loading, nameOf, rowsBehind, withCosts }: ChannelTableProps) {
  const { t } = useTranslation();
  const columns = useColumns(rowsBehind, withCosts);
  return (
    <Table<ChannelFigures>
      className={styles.table}
      size="small"
      rowKey={({ key }) => key ?? ""}
      loading={loading}
      dataSource={rows}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: "max-content" }}
      columns={[
        {
          title: t(`channelReport.name.${by}`),
          rowScope: "row",
          fixed: "left",
          className: styles.name ?? "",
          render: (_, row) => nameOf(row),
        },
        ...columns.map(({ title, of }) => ({
          title,
          align: "right" as const,
          render: (_: unknown, row: ChannelFigures) => of(row, row.key),
        })),
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0}>{t("reports.total")}</Table.Summary.Cell>
          {columns.map(({ title, of }, index) => (
            <Table.Summary.Cell key={title} index={index + 1} align="right">
              {of(total)}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  );
}

function useColumns(rowsBehind: RowsBehind, withCosts: boolean): Column[] {
  const { t } = useTranslation();
  const money = (amount: string | null) => (amount === null ? "—" : formatMoney(amount));
  const costOf = (name: StepName) => (figures: ChannelFigures) => money(stepOf(figures, name).cost);
  const step = (name: StepName): Column => ({
    title: t(`channelReport.steps.${name}`),
    of: (figures, key) => {
      const { count, ofBefore, ofLeads } = stepOf(figures, name);
      return (
        <>
          <CountLink {...rowsBehind(name, key)}>{formatNumber(count)}</CountLink>
          {ofLeads !== null && count > 0 && (
            <div className={styles.small}>
              {name === "account"
                ? formatPart(ofLeads)
                : t("channelReport.parts", { ofBefore: formatPart(ofBefore), ofLeads: formatPart(ofLeads) })}
            </div>
          )}
        </>
      );
    },
  });
  const costs: Column[] = [
    {
      title: t("channelReport.cost"),
      of: ({ cost }, key) => (cost === null ? "—" : <CountLink {...rowsBehind("cost", key)}>{money(cost)}</CountLink>),
    },
    { title: t("channelReport.perLead"), of: costOf("lead") },
    { title: t("channelReport.perWon"), of: costOf("won") },
    { title: t("channelReport.return"), of: ({ returnOnCost }) => formatPart(returnOnCost) },
  ];
  return [
    ...STEPS.map(step),
    { title: t("channelReport.contractAmount"), of: ({ contractAmount }) => money(contractAmount) },
    {
      title: t("channelReport.received"),
      of: ({ received }, key) => <CountLink {...rowsBehind("received", key)}>{money(received)}</CountLink>,
    },
    ...(withCosts ? costs : []),
  ];
}

function stepOf({ steps }: ChannelFigures, name: StepName) {
  return steps.find((step) => step.name === name)!;
}
