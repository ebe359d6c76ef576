import { Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { fieldOf, useMe, useModel, useObject } from "#web/ui/data/model.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { Failure } from "#web/ui/Failure.tsx";
import { Figure } from "#web/ui/Figure.tsx";
import { formatMoney, formatNumber, formatPart, formatShort } from "#web/ui/format.ts";
import { Panel } from "#web/ui/Panel.tsx";
import { periodFilter } from "#web/ui/periods.ts";
import { PeriodChoice } from "../../sales/reports/ReportFilters.tsx";
import styles from "../../sales/reports/Reports.module.css";
import { useReportScope } from "../../sales/reports/report-scope.tsx";
import { ChannelSteps } from "./ChannelSteps.tsx";
import { ChannelTable } from "./ChannelTable.tsx";
import type { ChannelFigures } from "./channel-figures.ts";
import {
  type Counted,
  DIMENSIONS,
  type Dimension,
  type Key,
  type Rows,
  rowsOf,
  seesAllItBrought,
  type Within,
} from "./channel-questions.ts";
import { DownloadChannels } from "./DownloadChannels.tsx";
import { useChannelFigures } from "./use-channel-figures.ts";

/** Stands for the leads that name no channel, in the page's address. */
const NAMELESS = "-";

export function ChannelReport() {
  const lead = useObject("lead");
  if (!lead) return <Failure error={new Error("not_found")} />;
  return <Channels lead={lead} />;
}

function Channels({ lead }: { lead: WireObject }) {
  const { t } = useTranslation();
  const [scope, change] = useReportScope({ period: "all", by: "channel" });
  const by: Dimension = scope.by === "campaign" ? "campaign" : "channel";
  const within: Within = (field) => periodFilter(field, scope.period);
  const { rows, total, loading, error, retry } = useChannelFigures(by, within);
  const withCosts = seesAllItBrought(useModel().byName);
  const nameOf = ({ key, title }: ChannelFigures) => {
    if (key === null) return t(`channelReport.nameless.${by}`);
    return title ?? fieldOf(lead, "source")?.options?.find(({ value }) => value === key)?.label ?? key;
  };
  const only = scope.only === undefined ? undefined : rows.find(({ key }) => (key ?? NAMELESS) === scope.only);
  const shown = only ?? total;
  const rowsBehind: RowsBehind = (what, key) => rowsOf(what, by, within, key);
  const shownRows: RowsBehind = (what) => rowsOf(what, by, within, only?.key);

  if (error) return <Failure error={error} retry={retry} />;
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          aria-label={t("channelReport.by")}
          options={DIMENSIONS.map((value) => ({ value, label: t(`channelReport.rows.${value}`) }))}
          value={by}
          onChange={(value) => change({ by: value, only: undefined })}
        />
        <div className={styles.filters}>
          <PeriodChoice scope={scope} onChange={change} periodLabel={t("channelReport.period")} />
          <div className={styles.filter}>
            <span aria-hidden="true">{t("channelReport.only")}</span>
            <Select
              aria-label={t("channelReport.only")}
              className={styles.choose}
              showSearch={{ optionFilterProp: "label" }}
              popupMatchSelectWidth={false}
              value={only === undefined ? "" : (only.key ?? NAMELESS)}
              options={[
                { value: "", label: t("channelReport.all") },
                ...rows.map((row) => ({ value: row.key ?? NAMELESS, label: nameOf(row) })),
              ]}
              onChange={(key) => change({ only: key === "" ? undefined : key })}
            />
          </div>
        </div>
      </div>
      <KeyFigures figures={shown} loading={loading} rowsBehind={shownRows} withCosts={withCosts} />
      <ChannelSteps figures={shown} loading={loading} rowsBehind={shownRows} withCosts={withCosts} />
      <Panel
        title={t(`channelReport.rows.${by}`)}
        extra={lead.may.export && <DownloadChannels {...{ by, rows, total, nameOf, withCosts }} />}
        flush
      >
        {rows.length === 0 && !loading ? (
          <Empty title={t("channelReport.none")} text={t("channelReport.noneText")} />
        ) : (
          <ChannelTable {...{ by, rows, total, loading, nameOf, rowsBehind, withCosts }} />
        )}
      </Panel>
      <p className={styles.explanation}>
        {t("channelReport.note")} {t(withCosts ? "channelReport.costNote" : "channelReport.noCostNote")}
      </p>
    </>
  );
}

/** The rows behind a figure of one channel; without a key, of all together. */
export type RowsBehind = (what: Counted, key?: Key) => Rows;

type KeyFiguresProps = { figures: ChannelFigures; loading: boolean; rowsBehind: RowsBehind; withCosts: boolean };

function KeyFigures({ figures, loading, rowsBehind, withCosts }: KeyFiguresProps) {
  const { t } = useTranslation();
  const { byName } = useModel();
  const { currency } = useMe().company;
  const [lead] = figures.steps;
  const figure = (what: Counted, label: string, value: string, note?: string) => {
    const { object, filter } = rowsBehind(what);
    const path = byName.get(object)?.path;
    return (
      <Figure
        label={label}
        value={value}
        loading={loading}
        {...(path ? { path, filter } : {})}
        {...(note === undefined ? {} : { note })}
      />
    );
  };
  const short = (amount: string) => formatShort(amount, currency);

  return (
    <div className={styles.figures}>
      {figure("lead", t("channelReport.steps.lead"), formatNumber(lead!.count))}
      {figure("contract", t("channelReport.contractAmount"), short(figures.contractAmount), formatMoney(figures.contractAmount))}
      {figure("received", t("channelReport.received"), short(figures.received), formatMoney(figures.received))}
      {withCosts &&
        figure(
          "cost",
          t("channelReport.cost"),
          figures.cost === null ? "—" : short(figures.cost),
          lead!.cost === null ? undefined : t("channelReport.perLeadNote", { cost: formatMoney(lead!.cost) }),
        )}
      {withCosts && <Figure label={t("channelReport.return")} value={formatPart(figures.returnOnCost)} loading={loading} />}
    </div>
  );
}
