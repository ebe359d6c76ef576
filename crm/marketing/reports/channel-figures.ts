import Big from "big.js";
import type { OutCell } from "#engine/export/csv-line.ts";
import type { AggregateAnswer } from "#engine/wire.ts";
import { type Asked, type Dimension, type Key, pathOf, STEPS, type StepName } from "./channel-questions.ts";

export type StepFigures = {
  name: StepName;
  count: number;
  /** Part of the step before, 0–1; nothing for the first. */
  ofBefore: number | null;
  /** Part of the leads, 0–1. */
  ofLeads: number | null;
  /** What one of them cost, in the company's currency. */
  cost: string | null;
};

export type ChannelFigures = {
  key: Key;
  /** The name of a campaign; channels are named by their options. */
  title: string | null;
  steps: StepFigures[];
  contractAmount: string;
  received: string;
  /** Null where nothing is known to have been spent. */
  cost: string | null;
  /** Money received for each unit spent. */
  returnOnCost: number | null;
};

type Counts = Record<StepName, number>;
type Sums = { counts: Counts; contractAmount: Big; received: Big; cost: Big | null };
type Answers = Partial<Record<Asked, AggregateAnswer>>;
type Row = AggregateAnswer["rows"][number];

/** Each channel or campaign with what its leads became, most money first, and all of them together. */
export function figuresOf(by: Dimension, answers: Answers): { rows: ChannelFigures[]; total: ChannelFigures } {
  const found = new Map<Key, Sums & { title: string | null }>();
  const at = (key: Key, title: string | null) => {
    const known = found.get(key) ?? { ...nothing(), title };
    found.set(key, known);
    return known;
  };
  const each = (asked: "leads" | "opportunities" | "contracts", path: string, add: (sums: Sums, row: Row) => void) => {
    for (const row of answers[asked]?.rows ?? []) add(at(...keyOf(row.group[path])), row);
  };

  each("leads", pathOf("lead", by), addLeads);
  each("opportunities", pathOf("opportunity", by), addOpportunities);
  each("contracts", pathOf("contract", by), addContracts);
  for (const { group, measures } of answers.costs?.rows ?? []) {
    const sums = by === "channel" ? at(...keyOf(group.channel)) : at(String(group.id), String(group.name));
    sums.cost = new Big(measures.cost ?? 0);
  }

  const rows = [...found].map(([key, { title, ...sums }]) => figures(key, title, sums));
  rows.sort((a, b) => Number(b.received) - Number(a.received) || b.steps[0]!.count - a.steps[0]!.count);
  return { rows, total: figures(null, null, together([...found.values()], answers.everyLead)) };
}

function addLeads({ counts }: Sums, { measures }: Row): void {
  counts.lead += Number(measures.count);
  counts.account += Number(measures.accounts);
}

function addOpportunities({ counts }: Sums, { group, measures }: Row): void {
  counts.opportunity += Number(measures.count);
  if (group.status === "won") counts.won += Number(measures.count);
}

function addContracts(sums: Sums, { measures }: Row): void {
  sums.counts.contract += Number(measures.count);
  sums.contractAmount = sums.contractAmount.plus(measures.amount ?? 0);
  sums.received = sums.received.plus(measures.received ?? 0);
}

/** Everything adds up but accounts: one that leads of two channels brought is one account. */
function together(parts: readonly Sums[], everyLead: AggregateAnswer | undefined): Sums {
  const sums = nothing();
  for (const part of parts) {
    for (const step of STEPS) sums.counts[step] += part.counts[step];
    sums.contractAmount = sums.contractAmount.plus(part.contractAmount);
    sums.received = sums.received.plus(part.received);
    if (part.cost !== null) sums.cost = part.cost.plus(sums.cost ?? 0);
  }
  sums.counts.account = Number(everyLead?.rows[0]?.measures.accounts ?? 0);
  return sums;
}

function figures(key: Key, title: string | null, { counts, contractAmount, received, cost }: Sums): ChannelFigures {
  const steps = STEPS.map((name, index) => ({
    name,
    count: counts[name],
    ofBefore: index === 0 ? null : partOf(counts[name], counts[STEPS[index - 1]!]),
    ofLeads: index === 0 ? null : partOf(counts[name], counts.lead),
    cost: cost === null || counts[name] === 0 ? null : cost.div(counts[name]).toFixed(2),
  }));
  return {
    ...{ key, title, steps },
    ...{ contractAmount: contractAmount.toFixed(2), received: received.toFixed(2), cost: cost?.toFixed(2) ?? null },
    returnOnCost: cost === null || cost.eq(0) ? null : received.div(cost).toNumber(),
  };
}

/** The table as it leaves the page: a line for each and one for all together, parts in percent. */
export function channelCells(lines: readonly (ChannelFigures & { label: string })[], withCosts: boolean): OutCell[][] {
  return lines.map(({ label, steps, contractAmount, received, cost, returnOnCost }) => [
    label,
    ...steps.flatMap((step) => [step.count, ...partsOf(step.name).map((part) => percent(step[part]))]),
    ...[contractAmount, received],
    ...(withCosts ? [cost, costOf(steps, "lead"), costOf(steps, "won"), percent(returnOnCost)] : []),
  ]);
}

/** What is told of a step beside its count: for accounts, the step before are the leads. */
export function partsOf(name: StepName): ("ofBefore" | "ofLeads")[] {
  if (name === "lead") return [];
  return name === "account" ? ["ofLeads"] : ["ofBefore", "ofLeads"];
}

const costOf = (steps: readonly StepFigures[], name: StepName) => steps.find((step) => step.name === name)!.cost;

const percent = (part: number | null) => (part === null ? null : Math.round(part * 1_000) / 10);

const partOf = (count: number, whole: number) => (whole === 0 ? null : count / whole);

const nothing = (): Sums => ({
  counts: { lead: 0, account: 0, opportunity: 0, won: 0, contract: 0 },
  ...{ contractAmount: new Big(0), received: new Big(0), cost: null },
});

/** A reference comes with its title, an option by its value alone. */
function keyOf(value: unknown): [Key, string | null] {
  if (value === null || value === undefined) return [null, null];
  if (typeof value === "object") {
    const { id, title } = value as { id: string; title?: string };
    return [id, title ?? null];
  }
  return [String(value), null];
}
