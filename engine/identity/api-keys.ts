import sql from "sql-template-tag";
import { newId } from "#platform/new-id.ts";
import type { Engine } from "../ctx.ts";
import { notFound } from "../errors.ts";
import { newToken } from "./tokens.ts";

export type ApiKey = {
  id: string;
  name: string;
  createdAt: string;
  seenAt: string | null;
  expiresAt: string | null;
};

type Holder = { identityId: string; companyId: string };

/** Makes a key that acts as its holder in one company. The key itself is told once; only its hash is kept. */
export async function createApiKey(
  engine: Engine,
  holder: Holder,
  wish: { name: string; expiresAt?: string | null },
): Promise<ApiKey & { key: string }> {
  const { token, hash } = newToken("kehai_");
  const id = newId();
  const createdAt = engine.clock.now().toISOString();
  const expiresAt = wish.expiresAt ?? null;
  await engine.database.execute(sql`
    insert into kehai.api_key (id, key_hash, identity_id, company_id, name, created_at, expires_at)
    values (${id}, ${hash}, ${holder.identityId}, ${holder.companyId}, ${wish.name}, ${createdAt}, ${expiresAt})`);
  return { id, name: wish.name, createdAt, seenAt: null, expiresAt, key: token };
}

/** The holder's own keys of a company, without their secrets. */
export async function listApiKeys(engine: Engine, holder: Holder): Promise<ApiKey[]> {
  return await engine.database.query<ApiKey>(sql`
    select id, name, created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt"
    from kehai.api_key
    where identity_id = ${holder.identityId} and company_id = ${holder.companyId} and revoked_at is null
    order by created_at desc`);
}

/** Ends a key of the holder at once. */
export async function revokeApiKey(engine: Engine, holder: Holder, id: string): Promise<void> {
  const touched = await engine.database.execute(sql`
    update kehai.api_key set revoked_at = ${engine.clock.now()}
    where id::text = ${id} and identity_id = ${holder.identityId} and company_id = ${holder.companyId} and revoked_at is null`);
  if (touched === 0) throw notFound("apiKey");
  engine.wakeups.send("session");
}
