import type { Ctx } from "#engine/ctx.ts";
import { notify } from "#engine/notify/notify.ts";
import type { Filter } from "#engine/object.ts";
import { daysAfter, todayOf } from "#engine/records/ranges.ts";
import { defineJob } from "#engine/subscriber.ts";
import type { WireRecord } from "#engine/wire.ts";
import { contract, LONGEST_NOTICE } from "./contract.object.ts";

const AT_ONCE = 200;

/** Tells owners which contracts end, as long before as each says, and draws up the next one where that was agreed. */
export const remindEnding = defineJob({
  name: "remind-ending",
  schedule: "0 8 * * *",
  rights: {
    contract: ["read", "create", "update", "renew"],
    account: ["read"],
    contact: ["read"],
    product: ["read"],
    user: ["read"],
  },

  async run(ctx) {
    const today = todayOf({ ...ctx.company, now: ctx.clock.now() }).toString();
    let cursor: string | null = null;
    do {
      const page = await ctx.records.list(contract, {
        filter: endingWithin(today, LONGEST_NOTICE),
        sort: "endsOn",
        fields: ["name", "owner", "endsOn", "noticeDays", "renewal"],
        limit: AT_ONCE,
        cursor: cursor ?? undefined,
      });
      const noticed = page.items.filter(({ endsOn, noticeDays }) => endsOn <= daysAfter(today, noticeDays ?? 0));
      for (const ending of noticed) await speakOf(ctx, ending);
      cursor = page.next;
    } while (cursor !== null);
  },
});

/** Those that nobody has renewed yet, though somebody is to. */
function endingWithin(today: string, days: number): Filter {
  return {
    and: [
      { field: "status", op: "in", value: ["active", "suspended"] },
      { field: "endsOn", op: "between", value: [today, daysAfter(today, days)] },
      { field: "renewal", op: "ne", value: "none" },
      { field: "renewalCount", op: "eq", value: 0 },
    ],
  };
}

/** Once for every end: who puts a drawn up contract aside does not find it again the next morning. */
async function speakOf(ctx: Ctx, { id, name, owner, endsOn, renewal }: WireRecord): Promise<void> {
  const isDrawnUp = renewal === "automatic";
  const told = await notify(ctx, [
    {
      userId: owner.id,
      code: isDrawnUp ? "contract.messages.drawn_up" : "contract.messages.ending",
      params: { name, date: endsOn },
      about: { object: "contract", id },
      key: `ending ${id} ${endsOn}`,
    },
  ]);
  if (isDrawnUp && told > 0) await ctx.records.perform(contract, "renew", id, {});
}
