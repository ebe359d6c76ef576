import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import styles from "./Figure.module.css";
import { formatNumber } from "./format.ts";
import { ListLink } from "./ListLink.tsx";

type FigureProps = {
  label: string;
  value: string;
  note?: string;
  now?: number | undefined;
  /** The same figure in the period before, to say how it moved. */
  before?: number | undefined;
  path?: string;
  filter?: Filter | undefined;
  isWarning?: boolean;
  loading?: boolean;
};

/** One number worth knowing, how it moved, and the way to its rows. */
export function Figure({ label, value, note, now, before, path, filter, isWarning = false, loading = false }: FigureProps) {
  const shown = loading ? <Skeleton.Button active size="small" /> : value;
  return (
    <div className={styles.figure}>
      <div className={styles.label}>{label}</div>
      <div className={isWarning ? `${styles.value} ${styles.warning}` : styles.value}>
        {path && !loading ? (
          <ListLink path={path} filter={filter}>
            {shown}
          </ListLink>
        ) : (
          shown
        )}
      </div>
      {(note !== undefined || before !== undefined) && (
        <div className={styles.note}>
          {note && !loading && <span>{note}</span>}
          {!loading && <Change now={now} before={before} />}
        </div>
      )}
    </div>
  );
}

function Change({ now, before }: { now: number | undefined; before: number | undefined }) {
  const { t } = useTranslation();
  if (now === undefined || !before) return null;
  const percent = ((now - before) / before) * 100;
  const words = t(percent >= 0 ? "figure.up" : "figure.down", { percent: formatNumber(Math.abs(percent), 0) });
  return <span className={percent >= 0 ? styles.up : styles.down}>{words}</span>;
}
