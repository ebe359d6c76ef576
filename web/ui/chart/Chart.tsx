import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import styles from "./Chart.module.css";
import type { ChartOption } from "./ChartCanvas.tsx";

const ChartCanvas = lazy(async () => ({ default: (await import("./ChartCanvas.tsx")).ChartCanvas }));

type ChartProps = {
  /** What the picture shows, for those who cannot see it; the figures themselves stand in a table beside it. */
  label: string;
  option: ChartOption;
  height: number;
};

/** A picture of figures. The drawing library is fetched only when one is shown. */
export function Chart({ label, option, height }: ChartProps) {
  return (
    <div className={styles.chart} style={{ height }} role="img" aria-label={label}>
      <Suspense fallback={<Skeleton.Node active className={styles.waiting} />}>
        <ChartCanvas option={option} />
      </Suspense>
    </div>
  );
}
