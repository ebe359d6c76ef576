import type { Ctx } from "#engine/ctx.ts";
import type { Filter, RecordOf } from "#engine/object.ts";
import { defineJob } from "#engine/subscriber.ts";
import { YET_TO_BUY } from "../account/bought.ts";
import type { PoolObject } from "./claiming.ts";
import { pool } from "./pool.object.ts";

export const recycle = defineJob({
  name: "recycle",
  // Before people come to work, so that nobody loses a customer while he is on the phone with him.
  schedule: "30 1 * * *",
  rights: {
    pool: ["read"],
    lead: ["read", "update", "recycle"],
    account: ["read", "update", "recycle"],
    user: ["read"],
    task: ["create", "read"],
  },

  async run(ctx) {
    const recycling: Filter = {
      and: [
        { field: "enabled", op: "eq", value: true },
        { field: "recycleAfterDays", op: "isNotEmpty" },
      ],
    };
    for (const rules of await ctx.records.find(pool, { filter: recycling, limit: 500 })) await recycleSilent(ctx, rules);
  },
});

const AT_RISK: Readonly<Record<PoolObject, Filter>> = {
  lead: { field: "status", op: "in", value: ["new", "assigned", "following"] },
  account: {
    and: [...YET_TO_BUY.and, { field: "openOpportunityCount", op: "eq", value: 0 }],
  },
};

async function recycleSilent(ctx: Ctx, rules: RecordOf<typeof pool>): Promise<void> {
  const quietDays = (rules.recycleAfterDays ?? 0) - (rules.warnDays ?? 0);
  const silent: Filter = {
    and: [
      { field: "pool", op: "eq", value: rules.id },
      { field: "owner", op: "isNotEmpty" },
      AT_RISK[rules.type],
      {
        or: [
          { field: "lastFollowUpAt", op: "isEmpty" },
          { field: "lastFollowUpAt", op: "lt", value: { ago: `${quietDays}d` } },
        ],
      },
    ],
  };

  let cursor: string | null = null;
  do {
    const page = await ctx.records.list(rules.type, {
      filter: silent,
      sort: "createdAt",
      fields: ["id"],
      limit: 200,
      cursor: cursor ?? undefined,
    });
    for (const { id } of page.items) await recycleOne(ctx, rules.type, id);
    cursor = page.next;
  } while (cursor !== null);
}

/** One bad record must not keep the others from their pool. */
async function recycleOne(ctx: Ctx, object: PoolObject, id: string): Promise<void> {
  try {
    await ctx.records.perform(object, "recycle", id, {});
  } catch (error) {
    ctx.engine.log.error({ err: error, object, id }, "a record could not be recycled");
  }
}
