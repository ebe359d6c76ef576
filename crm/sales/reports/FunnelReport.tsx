import { Segmented, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { AggregateAnswer, WireObject } from "#engine/wire.ts";
import { allOf } from "#web/ui/all-of.ts";
import { Funnel as FunnelSteps } from "#web/ui/chart/Funnel.tsx";
import { fieldOf, useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { Failure } from "#web/ui/Failure.tsx";
import { Figure } from "#web/ui/Figure.tsx";
import { formatMoney, formatNumber, formatShort } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { filterBefore, periodFilter } from "#web/ui/periods.ts";
import { type Funnel, figuresBy, funnelOf, type StageFigures, sumOf } from "./funnel-figures.ts";
import { ReportFilters } from "./ReportFilters.tsx";
import styles from "./Reports.module.css";
import { type ReportScope, useReportScope, whoAndWhat } from "./report-scope.tsx";

const MEASURES = { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } } as const;
/** The day a deal was found; a period's funnel is the deals found in it. */
const FOUND_ON = "openedOn";

export function FunnelReport() {
  const opportunity = useObject("opportunity");
  if (!opportunity) return <Failure error={new Error("not_found")} />;
  return <FunnelFigures opportunity={opportunity} />;
}

function FunnelFigures({ opportunity }: { opportunity: WireObject }) {
  const { t } = useTranslation();
  const [scope, change] = useReportScope({ period: "all" });
  const types = opportunity.recordTypes;
  const type = types.find((one) => one.value === scope.type) ?? types[0];
  const typed = { ...scope, ...(type ? { type: type.value } : {}) };
  const present = useFunnel(opportunity, typed, allOf([...whoAndWhat(typed), periodFilter(FOUND_ON, scope.period)]));
  const before = filterBefore(FOUND_ON, scope.period);
  const past = useFunnel(opportunity, typed, before === null ? null : allOf([...whoAndWhat(typed), before]));

  if (present.error) return <Failure error={present.error} retry={present.retry} />;
  return (
    <>
      <div className={styles.bar}>
        {types.length > 1 && (
          <Segmented
            aria-label={t("reports.recordType")}
            options={types.map((one) => ({ value: one.value, label: one.label }))}
            value={type?.value ?? ""}
            onChange={(value) => change({ type: value })}
          />
        )}
        <ReportFilters scope={scope} onChange={change} periodLabel={t("reports.funnel.period")} />
      </div>
      <KeyFigures
        funnel={present.funnel}
        past={before === null ? null : past.funnel}
        path={opportunity.path}
        scoped={present.scoped}
      />
      <Panel title={t("reports.funnel.stages")} flush>
        <div className={styles.split}>
          <FunnelPicture funnel={present.funnel} loading={present.loading} />
          <StageTable
            funnel={present.funnel}
            past={before === null ? null : past.funnel}
            path={opportunity.path}
            scoped={present.scoped}
            loading={present.loading}
          />
        </div>
      </Panel>
    </>
  );
}

/** `null` as a filter asks for nothing: there is no period before all time. */
function useFunnel(opportunity: WireObject, scope: ReportScope, filter: Filter | undefined | null) {
  const enabled = filter !== null;
  const standing = useAggregate("opportunity", { ...scoped(filter), groupBy: ["stage"], measures: MEASURES }, enabled);
  const lost = allOf([filter, { field: "status", op: "eq", value: "lost" }]);
  const lostAt = useAggregate("opportunity", { ...scoped(lost), groupBy: ["lastOpenStage"], measures: MEASURES }, enabled);
  const options = (fieldOf(opportunity, "stage")?.options ?? []).filter(
    (option) => !option.types || !scope.type || option.types.includes(scope.type),
  );
  const answered = (answer: AggregateAnswer | undefined, field: string) => figuresBy(enabled ? answer : undefined, field);
  return {
    funnel: funnelOf(options, answered(standing.data, "stage"), answered(lostAt.data, "lastOpenStage")),
    scoped: filter ?? undefined,
    loading: standing.isLoading,
    error: standing.error,
    retry: () => void standing.refetch(),
  };
}

const scoped = (filter: Filter | undefined | null) => (filter ? { filter } : {});

type FunnelProps = { funnel: Funnel; past: Funnel | null; path: string; scoped: Filter | undefined };

function KeyFigures({ funnel, past, path, scoped: within }: FunnelProps) {
  const { t } = useTranslation();
  const { company } = useMe();
  const open = openOf(funnel);
  const wonCount = funnel.won?.count ?? 0;
  const closed = wonCount + (funnel.lost?.count ?? 0);
  const rate = closed === 0 ? "—" : `${formatNumber((wonCount / closed) * 100, 1)}%`;
  const here = (filter: Filter | undefined) => allOf([within, filter]);
  const status = (value: string): Filter => ({ field: "status", op: "eq", value });

  return (
    <div className={styles.figures}>
      <Figure
        label={t("reports.open")}
        value={formatNumber(open.count)}
        note={formatShort(open.amount, company.currency)}
        before={past ? openOf(past).count : undefined}
        now={open.count}
        path={path}
        filter={here(status("open"))}
      />
      <Figure
        label={t("reports.won")}
        value={formatNumber(wonCount)}
        note={formatShort(funnel.won?.amount ?? 0, company.currency)}
        before={past?.won?.count}
        now={wonCount}
        path={path}
        filter={here(status("won"))}
      />
      <Figure
        label={t("reports.lost")}
        value={formatNumber(funnel.lost?.count ?? 0)}
        note={formatShort(funnel.lost?.amount ?? 0, company.currency)}
        before={past?.lost?.count}
        now={funnel.lost?.count ?? 0}
        path={path}
        filter={here(status("lost"))}
      />
      <Figure label={t("reports.winRate")} value={rate} note={t("reports.winRateNote")} />
    </div>
  );
}

function openOf(funnel: Funnel) {
  return {
    count: funnel.stages.reduce((sum, stage) => sum + stage.count, 0),
    amount: sumOf(funnel.stages.map((stage) => stage.amount)),
  };
}

function FunnelPicture({ funnel, loading }: { funnel: Funnel; loading: boolean }) {
  const stages = [...funnel.stages, ...(funnel.won ? [funnel.won] : [])];
  const steps = stages.map(({ stage, reached }) => ({ name: stage.label, value: reached, isWon: stage.kind === "won" }));
  return (
    <div className={styles.picture}>
      <FunnelSteps steps={steps} loading={loading} />
    </div>
  );
}

function StageTable({ funnel, past, path, scoped: within, loading }: FunnelProps & { loading: boolean }) {
  const { t } = useTranslation();
  const pastOf = (row: StageFigures) =>
    past && [...past.stages, past.won, past.lost].find((one) => one?.stage.value === row.stage.value);
  const rows = [...funnel.stages, funnel.won, funnel.lost].filter((row) => row !== undefined);
  const link = (filter: Filter, text: string) => (
    <ListLink path={path} filter={allOf([within, filter])}>
      {text}
    </ListLink>
  );

  return (
    <Table<StageFigures>
      className={styles.table}
      size="small"
      rowKey={(row) => row.stage.value}
      loading={loading}
      dataSource={rows}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        { title: t("reports.funnel.stage"), render: (_, row) => row.stage.label, rowScope: "row" },
        { title: t("reports.funnel.count"), align: "right", render: (_, row) => link(row.filter, formatNumber(row.count)) },
        { title: t("reports.amount"), align: "right", render: (_, row) => formatMoney(row.amount) },
        {
          title: t("reports.funnel.reached"),
          align: "right",
          render: (_, row) => (row === funnel.lost ? "—" : link(row.reachedFilter, formatNumber(row.reached))),
        },
        {
          title: t("reports.funnel.conversion"),
          align: "right",
          render: (_, row) => (row.conversion === null ? "—" : `${formatNumber(row.conversion * 100, 1)}%`),
        },
        ...(past
          ? [
              {
                title: t("reports.funnel.before"),
                align: "right" as const,
                render: (_: unknown, row: StageFigures) => formatNumber(pastOf(row)?.count ?? 0),
              },
            ]
          : []),
      ]}
    />
  );
}
