import { useTranslation } from "react-i18next";
import { DownloadTable } from "../../sales/reports/DownloadTable.tsx";
import { type ChannelFigures, channelCells, partsOf } from "./channel-figures.ts";
import { type Dimension, STEPS } from "./channel-questions.ts";

type DownloadChannelsProps = {
  by: Dimension;
  rows: ChannelFigures[];
  total: ChannelFigures;
  nameOf(row: ChannelFigures): string;
  withCosts: boolean;
};

/** The table of channels or campaigns as a file, each figure in a column of its own. */
export function DownloadChannels({ by, rows, total, nameOf, withCosts }: DownloadChannelsProps) {
  const { t } = useTranslation();
  const steps = STEPS.flatMap((name) => {
    const step = t(`channelReport.steps.${name}`);
    return [step, ...partsOf(name).map((part) => `${step} ${t(`channelReport.${part}`)} %`)];
  });
  const costs = [
    t("channelReport.cost"),
    t("channelReport.perLead"),
    t("channelReport.perWon"),
    `${t("channelReport.return")} %`,
  ];
  const lines = [...rows.map((row) => ({ ...row, label: nameOf(row) })), { ...total, label: t("reports.total") }];
  return (
    <DownloadTable
      name={t(`channelReport.rows.${by}`)}
      header={[
        t(`channelReport.name.${by}`),
        ...steps,
        t("channelReport.contractAmount"),
        t("channelReport.received"),
        ...(withCosts ? costs : []),
      ]}
      rows={rows.length === 0 ? [] : channelCells(lines, withCosts)}
    />
  );
}
