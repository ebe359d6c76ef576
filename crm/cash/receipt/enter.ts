import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import { todayOf } from "#engine/records/ranges.ts";
import { companyProfile } from "../../organization/company-profile/company-profile.object.ts";
import { allocation } from "../allocation/allocation.object.ts";
import { receipt } from "./receipt.object.ts";

type Receipt = RecordOf<typeof receipt>;

export type Entry = {
  kind: NonNullable<RecordOf<typeof allocation>["kind"]>;
  amount: string;
  settled?: string;
  contractId?: string;
  paymentPlanId?: string;
  reason?: string;
};

/** Writes entries about a receipt, all or none, and answers the receipt as it then stands. */
export async function enter(ctx: Ctx, { id, receivedOn }: Receipt, entries: readonly Entry[], on?: string): Promise<Receipt> {
  const entryDate = on ?? (await openDay(ctx, receivedOn));
  await ctx.records.createAll(
    allocation,
    entries.map((entry) => ({ ...entry, receiptId: id, entryDate })),
  );
  return await ctx.records.get(receipt, id);
}

/** Money settles a debt on the day it came, unless the books of that day are closed. */
async function openDay({ records, company, clock }: Ctx, receivedOn: string | null): Promise<string> {
  const today = todayOf({ ...company, now: clock.now() }).toString();
  const profile = await records.holdSingle(companyProfile);
  const closedThrough = profile?.closedThrough ?? "";
  return receivedOn !== null && receivedOn > closedThrough ? receivedOn : today;
}
