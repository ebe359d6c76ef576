import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { Funnel } from "#web/ui/chart/Funnel.tsx";
import { formatMoney, formatNumber, formatPart } from "#web/ui/format.ts";
import { Panel } from "#web/ui/Panel.tsx";
import styles from "../../sales/reports/Reports.module.css";
import type { RowsBehind } from "./ChannelReport.tsx";
import { CountLink } from "./CountLink.tsx";
import type { ChannelFigures, StepFigures } from "./channel-figures.ts";

type ChannelStepsProps = { figures: ChannelFigures; loading: boolean; rowsBehind: RowsBehind; withCosts: boolean };

/** The way of the leads to a contract and its money, as a funnel and in figures. */
export function ChannelSteps({ figures, loading, rowsBehind, withCosts }: ChannelStepsProps) {
  const { t } = useTranslation();
  const { steps, contractAmount, received } = figures;
  const paid = Number(contractAmount) === 0 ? null : Number(received) / Number(contractAmount);

  return (
    <Panel title={t("channelReport.chain")} flush>
      <div className={styles.split}>
        <div className={styles.picture}>
          <Funnel
            loading={loading}
            steps={steps.map(({ name, count }) => ({
              name: t(`channelReport.steps.${name}`),
              value: count,
              isWon: name === "contract",
            }))}
          />
        </div>
        <Table<StepFigures>
          className={styles.table}
          size="small"
          rowKey="name"
          loading={loading}
          dataSource={steps}
          pagination={false}
          scroll={{ x: "max-content" }}
          columns={[
            { title: t("channelReport.step"), rowScope: "row", render: (_, { name }) => t(`channelReport.steps.${name}`) },
            {
              title: t("channelReport.count"),
              align: "right",
              render: (_, { name, count }) => <CountLink {...rowsBehind(name)}>{formatNumber(count)}</CountLink>,
            },
            { title: t("channelReport.ofBefore"), align: "right", render: (_, { ofBefore }) => formatPart(ofBefore) },
            { title: t("channelReport.ofLeads"), align: "right", render: (_, { ofLeads }) => formatPart(ofLeads) },
            ...(withCosts
              ? [
                  {
                    title: t("channelReport.costOfOne"),
                    align: "right" as const,
                    render: (_: unknown, { cost }: StepFigures) => (cost === null ? "—" : formatMoney(cost)),
                  },
                ]
              : []),
          ]}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0}>{t("channelReport.steps.received")}</Table.Summary.Cell>
              <Table.Summary.Cell index={1} align="right">
                <CountLink {...rowsBehind("received")}>{formatMoney(received)}</CountLink>
              </Table.Summary.Cell>
              <Table.Summary.Cell index={2} align="right" colSpan={withCosts ? 3 : 2}>
                {paid !== null && t("channelReport.ofContracts", { percent: formatPart(paid) })}
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )}
        />
      </div>
    </Panel>
  );
}
