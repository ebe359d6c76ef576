import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireMoney, WireRecord } from "#engine/wire.ts";
import { fieldOf, useMe, useObject } from "#web/ui/data/model.ts";
import { useRecords } from "#web/ui/data/records.ts";
import { formatPercent, formatShort } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./Targets.module.css";
import { currentPeriod, mine, type Whose } from "./workbench-filters.ts";

const SHOWN = 6;
const ofUnits: Filter = { field: "unit", op: "in", value: ["company", "department"] };

/** How far this period's targets have come: one's own, or those of the departments and the company. Nothing where none are set. */
export function Targets({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const target = useObject("target");
  const filter: Filter = { and: [whose === "me" ? mine : ofUnits, ...currentPeriod] };
  const found = useRecords(
    "target",
    { filter, sort: "endsOn", limit: SHOWN, fields: ["name", "metric", "floor", "stretch", "attained", "progress", "missing"] },
    target !== undefined,
  );
  const targets = found.data?.items ?? [];
  if (target === undefined || targets.length === 0) return null;
  return (
    <Panel
      title={t(`workbench.targets.${whose}`)}
      extra={
        <ListLink path={target.path} view="current">
          {t("workbench.more")}
        </ListLink>
      }
      flush
    >
      <ul>
        {targets.map((one) => (
          <Target key={one.id} target={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Target({ target }: { target: WireRecord }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const object = useObject("target");
  const metric = object && fieldOf(object, "metric")?.options?.find(({ value }) => value === target.metric)?.label;
  const progress = Number(target.progress ?? 0);
  const amount = (value: string) => formatShort(value, company.currency);
  const stretch = target.stretch as WireMoney | null;
  return (
    <li className={styles.target}>
      <span className={styles.head}>
        <RecordLink object="target" id={target.id} title={String(target.name)} />
        <span className={styles.metric}>{metric}</span>
        <strong className={styles.progress}>{formatPercent(progress)}</strong>
      </span>
      <progress
        className={progress >= 100 ? `${styles.bar} ${styles.reached}` : styles.bar}
        value={Math.min(progress, 100)}
        max={100}
        aria-label={`${target.name} ${formatPercent(progress)}`}
      />
      <span className={styles.note}>
        <span>{t("workbench.targetAttained", { attained: amount(target.attained), floor: amount(target.floor.base) })}</span>
        {progress < 100 && <span>{t("workbench.targetMissing", { missing: amount(target.missing) })}</span>}
        {progress >= 100 && stretch && <span>{t("workbench.targetStretch", { stretch: amount(stretch.base) })}</span>}
      </span>
    </li>
  );
}
