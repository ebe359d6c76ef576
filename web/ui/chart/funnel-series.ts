import type { FunnelSeriesOption } from "echarts/charts";

/** Dark enough for white words on every step; the last one is green when it is a won end. */
const FROM = [11, 85, 102];
const TO = [38, 122, 146];
const WON = "#1F7A49";

/** `shown` is the number written on a step whose width says something else. */
export type FunnelStep = { name: string; value: number; shown?: number; isWon?: boolean };

/** A funnel in shades of the one accent, its steps named inside. */
export function funnelSeries(steps: readonly FunnelStep[]): FunnelSeriesOption {
  return {
    type: "funnel",
    sort: "none",
    left: 0,
    right: 0,
    top: 4,
    bottom: 4,
    minSize: "24%",
    gap: 2,
    label: { position: "inside", color: "#fff" },
    tooltip: { show: steps.every(({ shown }) => shown === undefined) },
    itemStyle: { borderWidth: 0 },
    emphasis: { label: { fontSize: 12 } },
    data: steps.map(({ name, value, shown, isWon }, index) => ({
      name,
      value,
      label: { formatter: `${name} ${shown ?? value}` },
      itemStyle: { color: isWon ? WON : shade(steps.length > 1 ? index / (steps.length - 1) : 0) },
    })),
  };
}

function shade(part: number): string {
  const mixed = FROM.map((from, index) => Math.round(from + (TO[index]! - from) * part));
  return `rgb(${mixed.join(", ")})`;
}
