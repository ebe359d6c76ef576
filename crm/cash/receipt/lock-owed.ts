import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import { contract } from "../contract/contract.object.ts";

/** Contracts before their instalments, as everybody locks them: nobody else receives money on them meanwhile. */
export async function lockOwed({ records }: Ctx, contractIds: ReadonlySet<string>): Promise<RecordOf<typeof contract>[]> {
  return contractIds.size === 0 ? [] : await records.lockAll(contract, [...contractIds]);
}
