import sql from "sql-template-tag";
import type { Engine } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import { passwordMatches } from "./password.ts";
import { countAttempt, forgetAttempts } from "./sign-in-attempts.ts";
import { newToken, tokenHash } from "./tokens.ts";

const DAY = 86_400_000;
/** A session ends after a week without use, and after a month in any case. */
const IDLE_DAYS = 7;
const LONGEST_DAYS = 30;
const SEEN_EVERY_MS = 5 * 60_000;

export type Membership = { companyId: string; slug: string; name: string; userId: string };

/** Who is behind a cookie or key, and where the person may go. */
export type SignedIn = {
  identityId: string;
  login: string;
  language: string;
  memberships: readonly Membership[];
  /** Hash of the session's token; null for API keys. */
  session: Buffer | null;
  keyId: string | null;
  expiresAt: Date | null;
  /** The session's end has just moved, and the cookie's should follow. */
  prolonged: boolean;
};

/** Checks login and password and opens a session; its token is told once. */
export async function signIn(
  engine: Engine,
  attempt: { login: string; password: string; address: string; agent: string },
): Promise<{ token: string; expiresAt: Date }> {
  await countAttempt(engine, attempt.login, attempt.address);
  const [identity] = await engine.database.query<{ id: string; password_hash: string | null; disabled_at: string | null }>(sql`
    select id, password_hash, disabled_at from kehai.identity where lower(login) = lower(${attempt.login.trim()})`);
  const matches = await passwordMatches(attempt.password, identity?.password_hash ?? null);
  if (!identity || !matches || identity.disabled_at !== null || !(await isMember(engine, identity.id)))
    throw new AppError("signed_out.credentials");

  await forgetAttempts(engine, attempt.login, attempt.address);
  return await openSession(engine, { identityId: identity.id, address: attempt.address, agent: attempt.agent });
}

/** A new session of an identity that has proved itself. */
export async function openSession(
  engine: Engine,
  by: { identityId: string; address: string; agent: string },
): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = newToken();
  const now = engine.clock.now();
  const expiresAt = new Date(now.getTime() + IDLE_DAYS * DAY);
  await engine.database.execute(sql`
    insert into kehai.session (token_hash, identity_id, created_at, seen_at, expires_at, address, agent)
    values (${hash}, ${by.identityId}, ${now}, ${now}, ${expiresAt}, ${by.address}, ${by.agent.slice(0, 300)})`);
  return { token, expiresAt };
}

/** The person behind a cookie, or null; a session in use is prolonged now and then. */
export async function findSession(engine: Engine, token: string): Promise<SignedIn | null> {
  const hash = tokenHash(token);
  const now = engine.clock.now();
  const [row] = await engine.database.query<SessionRow>(sql`
    select session.identity_id, session.created_at, session.seen_at, session.expires_at, identity.login, identity.language
    from kehai.session join kehai.identity on identity.id = session.identity_id
    where session.token_hash = ${hash} and session.expires_at > ${now} and identity.disabled_at is null`);
  if (!row) return null;

  let expiresAt = new Date(row.expires_at);
  const prolonged = now.getTime() - new Date(row.seen_at).getTime() > SEEN_EVERY_MS;
  if (prolonged) {
    const longest = new Date(row.created_at).getTime() + LONGEST_DAYS * DAY;
    expiresAt = new Date(Math.min(now.getTime() + IDLE_DAYS * DAY, longest));
    await engine.database.execute(sql`
      update kehai.session set seen_at = ${now}, expires_at = ${expiresAt} where token_hash = ${hash}`);
  }
  return { ...(await personOf(engine, row)), session: hash, keyId: null, expiresAt, prolonged };
}

/** The person behind an API key, with the one company the key belongs to; null when unknown, expired or revoked. */
export async function findKey(engine: Engine, key: string): Promise<SignedIn | null> {
  const now = engine.clock.now();
  const [row] = await engine.database.query<KeyRow>(sql`
    select api_key.id, api_key.identity_id, api_key.company_id, api_key.seen_at, identity.login, identity.language
    from kehai.api_key join kehai.identity on identity.id = api_key.identity_id
    where api_key.key_hash = ${tokenHash(key)} and api_key.revoked_at is null and identity.disabled_at is null
      and (api_key.expires_at is null or api_key.expires_at > ${now})`);
  if (!row) return null;

  if (row.seen_at === null || now.getTime() - new Date(row.seen_at).getTime() > SEEN_EVERY_MS)
    await engine.database.execute(sql`update kehai.api_key set seen_at = ${now} where id = ${row.id}`);
  const person = await personOf(engine, row);
  const memberships = person.memberships.filter((member) => member.companyId === row.company_id);
  return { ...person, memberships, session: null, keyId: row.id, expiresAt: null, prolonged: false };
}

/** Whether the session or key is still good, for what stays open after its request: event streams. */
export async function isStillSignedIn(engine: Engine, { session, keyId }: SignedIn): Promise<boolean> {
  const now = engine.clock.now();
  const [row] = await engine.database.query<{ open: boolean }>(
    session === null
      ? sql`select revoked_at is null and (expires_at is null or expires_at > ${now}) as open from kehai.api_key where id = ${keyId}`
      : sql`select expires_at > ${now} as open from kehai.session where token_hash = ${session}`,
  );
  return row?.open ?? false;
}

/** Ends one session at once, in every process. */
export async function signOut(engine: Engine, session: Buffer): Promise<void> {
  await engine.database.execute(sql`delete from kehai.session where token_hash = ${session}`);
  engine.wakeups.send("session");
}

export type OpenSession = { id: string; createdAt: string; seenAt: string; address: string; agent: string; isThis: boolean };

/** Where a person is signed in, the latest first. The id opens nothing: it is the token's hash hashed once more. */
export async function listSessions(engine: Engine, identityId: string, current: Buffer | null): Promise<OpenSession[]> {
  return await engine.database.query<OpenSession>(sql`
    select encode(sha256(token_hash), 'hex') as id, created_at as "createdAt", seen_at as "seenAt",
           coalesce(address, '') as address, coalesce(agent, '') as agent,
           coalesce(token_hash = ${current}::bytea, false) as "isThis"
    from kehai.session where identity_id = ${identityId} and expires_at > ${engine.clock.now()}
    order by seen_at desc, created_at desc limit 100`);
}

/** Ends one of a person's sessions by its id in the list. */
export async function signOutOne(engine: Engine, identityId: string, id: string): Promise<void> {
  const ended = await engine.database.execute(sql`
    delete from kehai.session where identity_id = ${identityId} and encode(sha256(token_hash), 'hex') = ${id}`);
  if (ended === 0) throw notFound("session");
  engine.wakeups.send("session");
}

/** Ends every session of a person, on every device. */
export async function signOutEverywhere(engine: Engine, identityId: string): Promise<void> {
  await engine.database.execute(sql`delete from kehai.session where identity_id = ${identityId}`);
  engine.wakeups.send("session");
}

type PersonRow = { identity_id: string; login: string; language: string };
type SessionRow = PersonRow & { created_at: string; seen_at: string; expires_at: string };
type KeyRow = PersonRow & { id: string; company_id: string; seen_at: string | null };

async function personOf(
  engine: Engine,
  row: PersonRow,
): Promise<Omit<SignedIn, "session" | "keyId" | "expiresAt" | "prolonged">> {
  const memberships = await engine.database.query<Membership>(sql`
    select company.id as "companyId", company.slug, company.name, membership.user_id as "userId"
    from kehai.membership join kehai.company on company.id = membership.company_id
    where membership.identity_id = ${row.identity_id} and membership.disabled_at is null and company.closed_at is null
    order by company.created_at`);
  return { identityId: row.identity_id, login: row.login, language: row.language, memberships };
}

async function isMember(engine: Engine, identityId: string): Promise<boolean> {
  const rows = await engine.database.query(sql`
    select 1 as found from kehai.membership where identity_id = ${identityId} and disabled_at is null limit 1`);
  return rows.length > 0;
}
