import sql from "sql-template-tag";
import { notification } from "../collaboration/notification/notification.object.ts";
import type { Ctx } from "../ctx.ts";
import { wordsOf } from "../labels.ts";
import { tableOf } from "../model/sql.ts";

export type Notice = {
  /** The user who is told. */
  userId: string;
  /** Label key of the words, such as `paymentPlan.overdue`, and what they name. */
  code: string;
  params?: Record<string, unknown>;
  /** The record that opens from it. */
  about?: { object: string; id: string };
  /** Told once: the same key tells the same person nothing a second time. */
  key: string;
};

/** Tells people in their own language, each notice once, in the transaction at hand. Who has told before is not told again. */
export async function notify(ctx: Ctx, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const fresh = await untold(ctx, notices);
  const languages = await languagesOf(ctx, fresh);
  const outcomes = await ctx.records.createMany(
    notification,
    fresh.map(({ userId, code, params = {}, about, key }) => ({
      message: wordsOf(ctx.engine.modules, languages.get(userId) ?? ctx.company.language)(code, params),
      code,
      ownerId: userId,
      aboutObject: about?.object ?? null,
      aboutId: about?.id ?? null,
      externalSource: SOURCE,
      externalId: externalId(userId, key),
    })),
    { as: "engine" },
  );
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  return outcomes.length;
}

const SOURCE = "notify";
const externalId = (userId: string, key: string) => `${key} ${userId}`;

async function untold(ctx: Ctx, notices: readonly Notice[]): Promise<Notice[]> {
  const once = new Map(notices.map((notice) => [externalId(notice.userId, notice.key), notice]));
  // Two jobs at once wait here rather than meet at the unique key.
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`${ctx.company.schema} ${SOURCE}`}))`);
  const told = await ctx.db.query<{ id: string }>(sql`
    select external_id as id from ${tableOf(ctx.company, "notification")}
    where external_source = ${SOURCE} and external_id = any(${[...once.keys()]})`);
  for (const { id } of told) once.delete(id);
  return [...once.values()];
}

async function languagesOf(ctx: Ctx, notices: readonly Notice[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db.query<{ id: string; language: string }>(sql`
    select u.id, i.language from ${tableOf(ctx.company, "user")} u join kehai.identity i on i.id = u.identity_id::uuid
    where u.id = any(${notices.map(({ userId }) => userId)}::uuid[])`);
  return new Map(rows.map(({ id, language }) => [id, language]));
}
