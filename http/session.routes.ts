import type { FastifyInstance, FastifyRequest } from "fastify";
import sql from "sql-template-tag";
import { Type } from "typebox";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "#engine/identity/api-keys.ts";
import { acceptInvitation, changePassword, readInvitation } from "#engine/identity/identities.ts";
import { listSessions, type SignedIn, signIn, signOut, signOutEverywhere, signOutOne } from "#engine/identity/sessions.ts";
import { languageOf } from "#engine/labels.ts";
import { COOKIE, callerOf, clearSessionCookie, setSessionCookie } from "./caller.ts";
import type { HttpConfig } from "./config.ts";
import { read } from "./input.ts";

const Credentials = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 120 }),
  password: Type.String({ minLength: 1, maxLength: 1_000 }),
});
const NewPassword = Type.Object({ current: Type.String({ maxLength: 1_000 }), password: Type.String({ maxLength: 200 }) });
const Token = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) });
const Acceptance = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ maxLength: 200 }),
});
const KeyWish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80 }),
  expiresAt: Type.Optional(Type.Union([Type.String({ format: "date-time" }), Type.Null()])),
});
const Preferences = Type.Object({ language: Type.String({ maxLength: 20 }) });

const anybody = { config: { access: "public" as const } };
const person = { config: { access: "person" as const } };

/** Signing in and out, one's password, language and API keys, and the invited person's first password. */
export function sessionRoutes(app: FastifyInstance, engine: Engine, config: HttpConfig): void {
  /** The person in front of a signed-in route that belongs to no company. */
  const me = (request: FastifyRequest): SignedIn => {
    if (request.signedIn === null) throw new AppError("signed_out");
    return request.signedIn;
  };

  app.get("/api/v1/session", anybody, async (request) => ({
    signedIn: request.signedIn !== null,
    ...(request.signedIn === null ? {} : publicly(request.signedIn)),
  }));

  app.post("/api/v1/session", anybody, async (request, reply) => {
    const { login, password } = read(Credentials, request.body);
    const by = { login, password, address: request.ip, agent: request.headers["user-agent"] ?? "" };
    const { token, expiresAt } = await signIn(engine, by);
    // A cookie brought along is never kept: the session of a sign-in is always new.
    if (request.signedIn?.session) await signOut(engine, request.signedIn.session);
    setSessionCookie(reply, config, token, expiresAt);
    const memberships = await engine.database.query<{ slug: string; name: string }>(sql`
      select company.slug, company.name
      from kehai.identity
      join kehai.membership on membership.identity_id = identity.id and membership.disabled_at is null
      join kehai.company on company.id = membership.company_id and company.closed_at is null
      where lower(identity.login) = lower(${login.trim()}) order by company.created_at`);
    return { companies: memberships };
  });

  app.delete("/api/v1/session", anybody, async (request, reply) => {
    if (request.signedIn?.session) await signOut(engine, request.signedIn.session);
    if (request.cookies[COOKIE] !== undefined) clearSessionCookie(reply, config);
    return reply.code(204).send();
  });

  app.get("/api/v1/sessions", person, async (request) => {
    const { identityId, session } = inBrowser(me(request));
    return { items: await listSessions(engine, identityId, session) };
  });

  app.delete("/api/v1/sessions/:id", person, async (request, reply) => {
    const { identityId } = inBrowser(me(request));
    await signOutOne(engine, identityId, (request.params as { id: string }).id);
    return reply.code(204).send();
  });

  app.delete("/api/v1/sessions", person, async (request, reply) => {
    await signOutEverywhere(engine, me(request).identityId);
    clearSessionCookie(reply, config);
    return reply.code(204).send();
  });

  app.post("/api/v1/session/password", person, async (request, reply) => {
    const { current, password } = read(NewPassword, request.body);
    const { identityId, session } = me(request);
    await changePassword(engine, { identityId, current, password, keep: session, address: request.ip });
    return reply.code(204).send();
  });

  app.patch("/api/v1/session", person, async (request, reply) => {
    const { language } = read(Preferences, request.body);
    const { identityId } = me(request);
    await engine.database.execute(sql`update kehai.identity set language = ${languageOf(language)} where id = ${identityId}`);
    engine.wakeups.send("session");
    return reply.code(204).send();
  });

  app.post("/api/v1/invitation", anybody, async (request) => await readInvitation(engine, read(Token, request.body).token));

  app.post("/api/v1/invitation/accept", anybody, async (request, reply) => {
    const accepted = read(Acceptance, request.body);
    const { login } = await acceptInvitation(engine, accepted);
    const agent = request.headers["user-agent"] ?? "";
    const by = { login, password: accepted.password, address: request.ip, agent };
    const { token, expiresAt } = await signIn(engine, by);
    setSessionCookie(reply, config, token, expiresAt);
    return { login };
  });

  app.get("/api/v1/api-keys", async (request) => ({ items: await listApiKeys(engine, holderOf(request)) }));

  app.post("/api/v1/api-keys", async (request, reply) => {
    const key = await createApiKey(engine, holderOf(request), read(KeyWish, request.body));
    return reply.code(201).send(key);
  });

  app.delete("/api/v1/api-keys/:id", async (request, reply) => {
    await revokeApiKey(engine, holderOf(request), (request.params as { id: string }).id);
    return reply.code(204).send();
  });
}

/** Keys are managed by people in front of a browser, so that a leaked key cannot make itself another. */
function holderOf(request: FastifyRequest): { identityId: string; companyId: string } {
  const { signedIn, company } = callerOf(request);
  return { identityId: inBrowser(signedIn).identityId, companyId: company.id };
}

function inBrowser(signedIn: SignedIn): SignedIn {
  if (signedIn.session === null) throw new AppError("forbidden");
  return signedIn;
}

function publicly(signedIn: SignedIn) {
  const companies = signedIn.memberships.map(({ slug, name }) => ({ slug, name }));
  return { login: signedIn.login, language: signedIn.language, companies };
}
