import sql from "sql-template-tag";
import type { Engine } from "../ctx.ts";
import { AppError } from "../errors.ts";

const LOCK_MINUTES = 15;
/** Failures within the lock time that close a login from one address, and an address altogether. */
const LIMITS = { login: 5, address: 100 };

/** Counts an attempt before the password is looked at, so that parallel guesses cannot slip past; refuses with `too_many`. */
export async function countAttempt(engine: Engine, login: string, address: string): Promise<void> {
  const now = engine.clock.now();
  const since = new Date(now.getTime() - LOCK_MINUTES * 60_000);
  const keys = attemptKeys(login, address);
  const rows = await engine.database.query<{ key: string; failures: number; began_at: string }>(sql`
    insert into kehai.sign_in_attempt (key, failures, began_at)
    select key, 1, ${now} from unnest(${keys}::text[]) key order by key
    on conflict (key) do update set
      failures = case when sign_in_attempt.began_at < ${since} then 1 else sign_in_attempt.failures + 1 end,
      began_at = case when sign_in_attempt.began_at < ${since} then ${now} else sign_in_attempt.began_at end
    returning key, failures, began_at`);

  for (const row of rows) {
    if (row.failures <= (row.key === keys[0] ? LIMITS.login : LIMITS.address)) continue;
    const left = new Date(row.began_at).getTime() + LOCK_MINUTES * 60_000 - now.getTime();
    throw new AppError("too_many", { params: { minutes: Math.max(1, Math.ceil(left / 60_000)) } });
  }
}

/** A sign-in that succeeded clears the login's failures; the address keeps its count, less this attempt. */
export async function forgetAttempts(engine: Engine, login: string, address: string): Promise<void> {
  const [own, all] = attemptKeys(login, address);
  await engine.database.execute(sql`delete from kehai.sign_in_attempt where key = ${own}`);
  await engine.database.execute(sql`
    update kehai.sign_in_attempt set failures = greatest(failures - 1, 0) where key = ${all}`);
}

function attemptKeys(login: string, address: string): [string, string] {
  return [`login ${login.toLowerCase().slice(0, 200)} ${address}`, `address ${address}`];
}
