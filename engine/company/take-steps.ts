import sql from "sql-template-tag";
import { inTransaction } from "../context.ts";
import type { Company, Ctx, Engine } from "../ctx.ts";
import { keepSameKeys } from "../duplicates/keep-same-keys.ts";
import { tableOf } from "../model/sql.ts";
import { setupActor } from "./welcome-objects.ts";

/** What an older company needs once to be as a new one is: idempotent, in its own transaction, never taken back. */
export type Step = { name: string; run(ctx: Ctx): Promise<void> };

/** Takes the steps that a company has not taken yet, each recorded with what it did. */
export async function takeSteps(engine: Engine, company: Company): Promise<void> {
  for (const step of stepsOf(engine)) {
    await inTransaction(engine, company, setupActor, async (ctx) => {
      if ((await stepsTaken(ctx)).includes(step.name)) return;
      await step.run(ctx);
      await recordSteps(ctx, [step.name]);
    });
  }
}

/** A new company has nothing to catch up with. */
export async function skipSteps(ctx: Ctx): Promise<void> {
  await recordSteps(
    ctx,
    stepsOf(ctx.engine).map(({ name }) => name),
  );
}

/** Lets an object's rules work out anew what they derive, in every record there is. */
export async function deriveAnew(ctx: Ctx, object: string): Promise<void> {
  let cursor: string | null = null;
  do {
    const page = await ctx.records.list(object, { sort: "createdAt", fields: ["id"], limit: 200, cursor: cursor ?? undefined });
    const outcomes = await ctx.records.updateMany(
      object,
      page.items.map(({ id }) => ({ id })),
      { as: "engine", migrating: true, accept: "all" },
    );
    for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
    cursor = page.next;
  } while (cursor !== null);
}

/** Counts the records of an object under the department their owners are in now: for those whose owners rules had named. */
export async function departOwned({ db, company, model }: Ctx, object: string): Promise<void> {
  await db.execute(sql`
    update ${tableOf(company, model.objects.get(object)!.table)} t set owner_department_id = u.department_id
      from ${tableOf(company, "user")} u where u.id = t.owner_id and t.owner_department_id is distinct from u.department_id`);
}

const KEY = "stepsTaken";

const OWN: readonly Step[] = [keepSameKeys];

function stepsOf({ modules }: Engine): Step[] {
  return [...OWN, ...modules.flatMap(({ steps }) => steps ?? [])];
}

async function stepsTaken({ db, company }: Ctx): Promise<string[]> {
  const [kept] = await db.query<{ value: string[] }>(
    sql`select value from ${tableOf(company, "setting")} where key = ${KEY} for update`,
  );
  return kept?.value ?? [];
}

async function recordSteps({ db, company }: Ctx, names: readonly string[]): Promise<void> {
  await db.execute(sql`
    insert into ${tableOf(company, "setting")} (key, value) values (${KEY}, ${JSON.stringify(names)}::jsonb)
    on conflict (key) do update set value = setting.value || excluded.value`);
}
