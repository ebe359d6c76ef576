import { ok } from "./client.ts";
import { spread } from "./measure.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

const OPEN = ["research", "trial", "negotiation"];

/** The board and the funnel over all opportunities. */
export async function measureBoard(stage: Stage): Promise<void> {
  const cards = (stageName: string) => ({
    filter: { field: "stage", op: "eq", value: stageName },
    sort: "-createdAt",
    fields: ["name", "account", "amount", "closeDate", "owner", "stage"],
    limit: 20,
  });
  const first = await spread(30, async () => {
    for (const answer of await Promise.all(OPEN.map((name) => stage.as.manager.post("/api/v1/opportunities/query", cards(name)))))
      ok(answer);
  });
  note("board: first cards of three columns, manager", `p50 ${ms(first.p50)}`, "p50 ≤ 30 ms", first.p50 <= 30);

  const sums = { groupBy: ["stage"], measures: { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } } };
  const board = await spread(20, async () => ok(await stage.as.boss.post("/api/v1/opportunities/aggregate", sums)));
  note("board: sums by stage over all, boss", `p95 ${ms(board.p95)}`, "p95 ≤ 250 ms", board.p95 <= 250);
  const funnel = await spread(20, async () => ok(await stage.as.manager.post("/api/v1/opportunities/aggregate", sums)));
  note("funnel, department head", `p95 ${ms(funnel.p95)}`, "p95 ≤ 150 ms", funnel.p95 <= 150);
}
