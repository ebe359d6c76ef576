import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from "echarts/components";
import { type ComposeOption, type EChartsType, init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useAppearance } from "../appearance.ts";
import { fontFamily, paletteOf } from "../theme.ts";
import styles from "./Chart.module.css";

register([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption | LegendComponentOption
>;

export function ChartCanvas({ option }: { option: ChartOption }) {
  const { mode } = useAppearance();
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    const drawn = init(element.current, null, { renderer: "svg" });
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(element.current!);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => chart.current?.setOption({ ...themed(mode), ...option }, { notMerge: true }), [mode, option]);

  return <div ref={element} className={styles.canvas} />;
}

function themed(mode: "light" | "dark"): ChartOption {
  const palette = paletteOf(mode);
  return {
    animationDuration: 120,
    color: [palette.primary, "#4FA3B8", "#2F9E62", "#D9822B", "#7A8FA0", "#3F6B8C"],
    textStyle: { fontFamily, color: palette["text-2"] },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: 12 },
      confine: true,
    },
  };
}
