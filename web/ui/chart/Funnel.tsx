import { Skeleton } from "antd";
import type { ReactNode } from "react";
import styles from "./Funnel.module.css";
import { type FunnelStep, funnelShapes } from "./funnel-shapes.ts";

/**
 * A funnel in shades of the one accent, its steps named inside. It is a picture of figures that stand in words beside it, so it is
 * left out for those who have the page read to them or go through it by keyboard; `linked` leads on from a step by pointer.
 */
export function Funnel<Step extends FunnelStep>({
  steps,
  loading = false,
  linked = (_, words) => <span>{words}</span>,
}: {
  steps: readonly Step[];
  loading?: boolean;
  linked?: (step: Step, words: ReactNode) => ReactNode;
}) {
  if (loading) return <Skeleton.Node active className={styles.waiting} />;
  const shapes = funnelShapes(steps);
  return (
    <div className={styles.funnel} aria-hidden="true">
      {steps.map((step, index) => (
        <div key={step.name} className={styles.step} style={shapes[index]}>
          {linked(step, `${step.name} ${step.shown ?? step.value}`)}
        </div>
      ))}
    </div>
  );
}
