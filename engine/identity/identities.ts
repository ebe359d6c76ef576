import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { newId } from "#platform/new-id.ts";
import { wakeAtCommit } from "#platform/wakeups.ts";
import type { Company, Engine } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { tableOf } from "../model/sql.ts";
import { checkPassword, hashPassword, passwordMatches } from "./password.ts";
import { countAttempt, forgetAttempts } from "./sign-in-attempts.ts";
import { newToken, tokenHash } from "./tokens.ts";

const INVITATION_DAYS = 7;

export type Invitation = { identityId: string /** Null when the person signs in already. */; token: string | null };

/** Makes a login with a password, or finds the one there is: its password stays. */
export async function createIdentity(
  db: Queryable,
  person: { login: string; password: string; language?: string },
): Promise<{ identityId: string }> {
  checkPassword(person.password, person.login);
  return { identityId: await findOrCreate(db, person.login, await hashPassword(person.password), person.language) };
}

/** Gives a user of a company a login. Without a password yet, the returned token lets the person set one. */
export async function inviteIdentity(
  db: Queryable,
  engine: Pick<Engine, "clock">,
  invited: { company: Pick<Company, "id" | "schema">; userId: string; login: string; language?: string },
): Promise<Invitation> {
  const { company, userId } = invited;
  const identityId = await findOrCreate(db, invited.login, null, invited.language);
  await mustNotBeColleague(db, company, { identityId, userId });
  await joinCompany(db, { identityId, companyId: company.id, userId });

  const [identity] = await db.query(sql`select password_hash is null as open from kehai.identity where id = ${identityId}`);
  if (!identity?.open) return { identityId, token: null };

  const { token, hash } = newToken();
  const now = engine.clock.now();
  await db.execute(sql`
    insert into kehai.invitation (token_hash, identity_id, company_id, created_at, expires_at)
    values (${hash}, ${identityId}, ${company.id}, ${now}, ${daysAfter(now, INVITATION_DAYS)})`);
  return { identityId, token };
}

/** A login that signs in as one user of the company is not turned into another. */
async function mustNotBeColleague(
  db: Queryable,
  company: Pick<Company, "id" | "schema">,
  { identityId, userId }: { identityId: string; userId: string },
): Promise<void> {
  const others = await db.query(sql`
    select 1 from kehai.membership m join ${tableOf(company, "user")} u on u.id = m.user_id and u.deleted_at is null
    where m.identity_id = ${identityId} and m.company_id = ${company.id} and m.user_id <> ${userId}`);
  if (others.length > 0)
    throw new AppError("not_unique", { params: { field: "login" }, errors: [{ field: "login", code: "not_unique" }] });
}

/** Makes an identity a member of a company, as the given user of it. */
export async function joinCompany(
  db: Queryable,
  member: { identityId: string; companyId: string; userId: string },
): Promise<void> {
  await db.execute(sql`
    insert into kehai.membership (identity_id, company_id, user_id)
    values (${member.identityId}, ${member.companyId}, ${member.userId})
    on conflict (identity_id, company_id) do update set user_id = excluded.user_id, disabled_at = null`);
}

/** Who an invitation is for, so that the page can greet them. */
export async function readInvitation(engine: Engine, token: string): Promise<{ login: string; company: string }> {
  const [row] = await engine.database.query<{ login: string; company: string }>(sql`
    select identity.login, company.name as company
    from kehai.invitation
    join kehai.identity on identity.id = invitation.identity_id
    join kehai.company on company.id = invitation.company_id
    where invitation.token_hash = ${tokenHash(token)} and invitation.used_at is null
      and invitation.expires_at > ${engine.clock.now()} and identity.password_hash is null`);
  if (!row) throw new AppError("invalid.invitation");
  return row;
}

/**
 * Sets the invited person's first password; the token works once, and never for a login that has a password. Other companies
 * that invited the login do not know who has it now: they invite again.
 */
export async function acceptInvitation(
  engine: Engine,
  accepted: { token: string; password: string },
): Promise<{ login: string }> {
  const { login } = await readInvitation(engine, accepted.token);
  checkPassword(accepted.password, login);
  const hash = await hashPassword(accepted.password);
  return await engine.database.transaction(async (tx) => {
    const [used] = await tx.query<{ identity_id: string; company_id: string }>(sql`
      update kehai.invitation set used_at = ${engine.clock.now()}
      where token_hash = ${tokenHash(accepted.token)} and used_at is null and expires_at > ${engine.clock.now()}
      returning identity_id, company_id`);
    const changed = used
      ? await tx.execute(sql`
          update kehai.identity set password_hash = ${hash} where id = ${used.identity_id} and password_hash is null`)
      : 0;
    if (changed === 0) throw new AppError("invalid.invitation");
    await tx.execute(sql`
      update kehai.membership set disabled_at = ${engine.clock.now()}
      where identity_id = ${used!.identity_id} and company_id <> ${used!.company_id}`);
    return { login };
  });
}

/** Changes one's own password; every other session of the identity ends. */
export async function changePassword(
  engine: Engine,
  change: { identityId: string; current: string; password: string; keep: Buffer | null; address: string },
): Promise<void> {
  const [identity] = await engine.database.query<{ login: string; password_hash: string | null }>(sql`
    select login, password_hash from kehai.identity where id = ${change.identityId}`);
  if (!identity) throw new AppError("signed_out");
  // Whoever finds a screen unlocked may not try passwords at leisure.
  await countAttempt(engine, identity.login, change.address);
  if (!(await passwordMatches(change.current, identity.password_hash)))
    throw new AppError("invalid", { errors: [{ field: "current", code: "invalid.password_current" }] });

  checkPassword(change.password, identity.login);
  await forgetAttempts(engine, identity.login, change.address);
  const hash = await hashPassword(change.password);
  await engine.database.transaction(async (tx) => {
    await tx.execute(sql`update kehai.identity set password_hash = ${hash} where id = ${change.identityId}`);
    await tx.execute(sql`
      delete from kehai.session
      where identity_id = ${change.identityId} and token_hash is distinct from ${change.keep}::bytea`);
  });
  engine.wakeups.send("session");
}

/** Keeps a user of one company out: no sign-in to it, no key. Sessions end when no other company is left. */
export async function closeMembership(db: Queryable, at: { companyId: string; userId: string; now: Date }): Promise<void> {
  const closed = await db.query<{ identity_id: string }>(sql`
    update kehai.membership set disabled_at = ${at.now}
    where company_id = ${at.companyId} and user_id = ${at.userId} returning identity_id`);
  const identityIds = closed.map((row) => row.identity_id);
  await db.execute(sql`
    update kehai.api_key set revoked_at = ${at.now}
    where company_id = ${at.companyId} and identity_id = any(${identityIds}::uuid[]) and revoked_at is null`);
  await db.execute(sql`
    delete from kehai.session
    where identity_id = any(${identityIds}::uuid[]) and not exists (
      select 1 from kehai.membership
      where membership.identity_id = session.identity_id and membership.disabled_at is null)`);
  await wakeAtCommit(db, "session");
}

/** Lets a user of a company in again. */
export async function reopenMembership(db: Queryable, at: { companyId: string; userId: string }): Promise<void> {
  await db.execute(sql`
    update kehai.membership set disabled_at = null where company_id = ${at.companyId} and user_id = ${at.userId}`);
}

async function findOrCreate(db: Queryable, login: string, hash: string | null, language = "zh-CN"): Promise<string> {
  const trimmed = login.trim();
  await db.execute(sql`
    insert into kehai.identity (id, login, password_hash, language) values (${newId()}, ${trimmed}, ${hash}, ${language})
    on conflict (lower(login)) do nothing`);
  const [row] = await db.query<{ id: string }>(sql`select id from kehai.identity where lower(login) = lower(${trimmed})`);
  return row!.id;
}

function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000);
}
