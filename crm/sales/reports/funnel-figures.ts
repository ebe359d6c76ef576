import Big from "big.js";
import type { Filter } from "#engine/object.ts";
import type { AggregateAnswer, WireOption } from "#engine/wire.ts";

export type StageFigures = {
  stage: WireOption;
  /** Standing in the stage. */
  count: number;
  amount: string;
  /** Got here or further, wherever they stand today. */
  reached: number;
  /** Part of those in the stage before who got here, 0–1. */
  conversion: number | null;
  filter: Filter;
  reachedFilter: Filter;
};

export type Funnel = { stages: StageFigures[]; won: StageFigures | undefined; lost: StageFigures | undefined };

type Figures = Map<string, { count: number; amount: string }>;

export function figuresBy(answer: AggregateAnswer | undefined, field: string): Figures {
  return new Map(
    (answer?.rows ?? []).map((row) => [
      String(row.group[field]),
      { count: Number(row.measures.count ?? 0), amount: String(row.measures.amount ?? "0") },
    ]),
  );
}

/**
 * Stages in order with those who stand there and those who came at least so far. Lost deals count up to the last stage they
 * stood in; those lost without one (imported history) are in no stage.
 */
export function funnelOf(options: readonly WireOption[], byStage: Figures, lostByLastStage: Figures): Funnel {
  const open = options.filter((option) => option.kind !== "won" && option.kind !== "lost");
  const won = options.find((option) => option.kind === "won");
  const lost = options.find((option) => option.kind === "lost");
  const path = won ? [...open, won] : open;

  let before: number | null = null;
  const stages: StageFigures[] = path.map((stage, index) => {
    const further = path.slice(index).map((one) => one.value);
    const reached = further.reduce((sum, value) => sum + count(byStage, value) + count(lostByLastStage, value), 0);
    const conversion: number | null = before === null || before === 0 ? null : reached / before;
    before = reached;
    return { ...standing(stage, byStage), reached, conversion, reachedFilter: reachedFilter(further) };
  });
  const wonFigures = won && stages.at(-1);
  return {
    stages: won ? stages.slice(0, -1) : stages,
    won: wonFigures,
    lost: lost && { ...standing(lost, byStage), reached: 0, conversion: null, reachedFilter: inStages([lost.value]) },
  };
}

function standing(stage: WireOption, figures: Figures) {
  const found = figures.get(stage.value);
  return { stage, count: found?.count ?? 0, amount: found?.amount ?? "0", filter: inStages([stage.value]) };
}

function inStages(values: readonly string[]): Filter {
  return values.length === 1 ? { field: "stage", op: "eq", value: values[0] } : { field: "stage", op: "in", value: values };
}

function reachedFilter(further: readonly string[]): Filter {
  return {
    or: [
      inStages(further),
      {
        and: [
          { field: "status", op: "eq", value: "lost" },
          { field: "lastOpenStage", op: "in", value: further },
        ],
      },
    ],
  };
}

const count = (figures: Figures, value: string) => figures.get(value)?.count ?? 0;

export function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2);
}
