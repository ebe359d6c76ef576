import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import { contractLine } from "../contract-line/contract-line.object.ts";

const MOST_LINES = 500;

/** The lines of a contract in their order. */
export async function linesOf({ records }: Ctx, contractId: string): Promise<RecordOf<typeof contractLine>[]> {
  return await records.find(contractLine, {
    filter: { field: "contract", op: "eq", value: contractId },
    sort: "createdAt",
    limit: MOST_LINES,
  });
}

export async function setLinesCounting(ctx: Ctx, contractId: string, counts: boolean): Promise<void> {
  for (const line of await linesOf(ctx, contractId)) await ctx.records.update(contractLine, line.id, { counts });
}
