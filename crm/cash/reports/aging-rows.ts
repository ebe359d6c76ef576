import { plus } from "#engine/fields/money.ts";
import type { Filter } from "#engine/object.ts";
import type { AggregateAnswer, WireReference } from "#engine/wire.ts";

/** What receivables are counted by; each names the path the server groups on. */
export const DIMENSIONS = { owner: "owner", department: "ownerDepartment", account: "account" } as const;
export type Dimension = keyof typeof DIMENSIONS;

export type AgingRow = { key: string; label: string; filter: Filter; amounts: Readonly<Record<string, string>>; total: string };

/** One row for each who is counted by, with what is outstanding in each stage of age; who has most to collect comes first. */
export function agingRows(answer: AggregateAnswer | undefined, by: Dimension, nobody: string): AgingRow[] {
  const field = DIMENSIONS[by];
  const rows = new Map<string, AgingRow>();
  for (const { group, measures } of answer?.rows ?? []) {
    const who = (group[field] ?? null) as WireReference | null;
    const key = who?.id ?? "";
    const filter: Filter = who === null ? { field, op: "isEmpty" } : { field, op: "eq", value: who.id };
    const row = rows.get(key) ?? { key, label: who === null ? nobody : (who.title ?? "—"), filter, amounts: {}, total: "0" };
    const amount = String(measures.outstanding ?? "0");
    rows.set(key, {
      ...row,
      amounts: { ...row.amounts, [String(group.aging)]: amount },
      total: plus(row.total, amount),
    });
  }
  return [...rows.values()].sort((a, b) => Number(b.total) - Number(a.total));
}

/** The bottom line: what all rows come to in each stage of age. */
export function agingTotals(rows: readonly AgingRow[], stages: readonly string[]): Record<string, string> {
  return Object.fromEntries(stages.map((stage) => [stage, plus(...rows.map(({ amounts }) => amounts[stage] ?? null))]));
}

/** The table as it leaves the page: figures to add up, with their sum as the last line. */
export function agingCells(rows: readonly AgingRow[], stages: readonly string[], total: string): string[][] {
  if (rows.length === 0) return [];
  const cells = (label: string, amounts: Readonly<Record<string, string>>, sum: string) => [
    label,
    ...stages.map((stage) => amounts[stage] ?? "0"),
    sum,
  ];
  const lines = rows.map((row) => cells(row.label, row.amounts, row.total));
  return [...lines, cells(total, agingTotals(rows, stages), plus(...rows.map((row) => row.total)))];
}

export function percentOfTotal(part: string, total: string): number | null {
  return Number(total) === 0 ? null : (Number(part) / Number(total)) * 100;
}
