import { Segmented, Skeleton } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import { Funnel } from "#web/ui/chart/Funnel.tsx";
import { fieldOf, useMe, useObject } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { formatNumber, formatShort } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import styles from "./Workbench.module.css";
import { of, open, type Whose } from "./workbench-filters.ts";

type Stage = { value: string; label: string; count: number; amount: string };

/** Open deals by stage; a stage opens its rows. */
export function OpenFunnel({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const opportunity = useObject("opportunity");
  const filter = of(whose, open);
  const found = useAggregate("opportunity", {
    filter,
    groupBy: ["recordType", "stage"],
    measures: { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } },
  });
  const [asked, ask] = useState<string>();
  const counts = useMemo(() => countsByType(found.data?.rows), [found.data]);
  const type = asked ?? [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  const stages = useMemo(
    () => stagesOf(opportunity && fieldOf(opportunity, "stage")?.options, found.data?.rows, type),
    [opportunity, found.data, type],
  );
  if (!opportunity) return null;

  const ofType: Filter[] = type ? [{ field: "recordType", op: "eq", value: type }] : [];
  const rowsOf = (stage: string) => of(whose, open, ...ofType, { field: "stage", op: "eq", value: stage });
  const stageLink = (stage: string, words: ReactNode, tabIndex?: number) => (
    <ListLink path={opportunity.path} filter={rowsOf(stage)} tabIndex={tabIndex}>
      {words}
    </ListLink>
  );
  return (
    <Panel
      title={t(`workbench.funnel.${whose}`)}
      extra={
        <ListLink path={opportunity.path} view="board">
          {t("workbench.openBoard")}
        </ListLink>
      }
    >
      {counts.size > 1 && (
        <Segmented
          size="small"
          className={styles.types}
          aria-label={t("workbench.funnelType")}
          value={type ?? ""}
          onChange={ask}
          options={opportunity.recordTypes
            .filter(({ value }) => counts.has(value))
            .map(({ value, label }) => ({ value, label: `${label} ${counts.get(value)}` }))}
        />
      )}
      {found.isLoading && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {found.isSuccess && stages.length === 0 && (
        <Empty small title={t("workbench.funnelEmpty")} text={t("workbench.funnelEmptyText")} />
      )}
      {stages.length > 0 && (
        <>
          <Funnel steps={stepsOf(stages)} linked={(step, words) => stageLink(step.stage, words, -1)} />
          <ul className={styles.legend} aria-label={t("workbench.funnelPicture")}>
            {stages.map((stage) => (
              <li key={stage.value}>
                {stageLink(stage.value, stage.label)}
                <span>{formatNumber(stage.count)}</span>
                <span>{formatShort(stage.amount, company.currency)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

type Options = readonly { value: string; label: string }[] | undefined;
type Rows = readonly { group: Record<string, unknown>; measures: Record<string, string | number | null> }[] | undefined;

/** The two ways to sell have stages of their own, so each has its own funnel. */
function countsByType(rows: Rows): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { group, measures } of rows ?? []) {
    const type = String(group.recordType ?? "");
    counts.set(type, (counts.get(type) ?? 0) + Number(measures.count ?? 0));
  }
  return counts;
}

function stagesOf(options: Options, rows: Rows, type: string | undefined): Stage[] {
  const own = (rows ?? []).filter((row) => String(row.group.recordType ?? "") === type);
  const figures = new Map(own.map((row) => [String(row.group.stage), row.measures]));
  return (options ?? []).flatMap(({ value, label }) => {
    const found = figures.get(value);
    return found ? [{ value, label, count: Number(found.count ?? 0), amount: String(found.amount ?? "0") }] : [];
  });
}

/** Those further on have been here too, which gives the funnel its shape; the number says who stands here. */
function stepsOf(stages: Stage[]) {
  return stages.map(({ value, label, count }, index) => ({
    stage: value,
    name: label,
    value: stages.slice(index).reduce((sum, one) => sum + one.count, 0),
    shown: count,
  }));
}
