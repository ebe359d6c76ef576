import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import { type Draft, hasChanged } from "../records/draft.ts";

const DECIDING: Readonly<Record<string, readonly string[]>> = { user: ["rolesIds", "disabledAt"], role: ["rights"] };

/** Refuses the change of people or roles that would leave nobody to set the company up: it could only be helped from outside. */
export async function keepAdministrator(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): Promise<void> {
  const keys = DECIDING[object.name];
  if (keys === undefined || !drafts.some((draft) => draft.before !== null && hasChanged(draft, keys))) return;
  await requireAdministrator(ctx);
}

/** The same after people or roles have been deleted. */
export async function keepAdministratorWithout(ctx: Ctx, object: ModelObject): Promise<void> {
  if (object.name in DECIDING) await requireAdministrator(ctx);
}

async function requireAdministrator({ db, company }: Ctx): Promise<void> {
  // Two administrators who take each other's role would each find the other still there.
  await db.query(sql`select pg_advisory_xact_lock(hashtextextended(${`${company.schema} administrators`}, 0))::text`);
  const [left] = await db.query(sql`
    select 1 from ${tableOf(company, "user")} u
      join ${tableOf(company, "user_roles")} l on l.record_id = u.id
      join ${tableOf(company, "role")} r on r.id = l.target_id and r.deleted_at is null
     where u.deleted_at is null and u.disabled_at is null and r.rights ?| array['configure', '*'] limit 1`);
  if (left === undefined) throw new AppError("user.last_administrator");
}
