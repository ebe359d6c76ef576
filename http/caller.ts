import type {} from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import sql from "sql-template-tag";
import { companyBySlug, companyModel } from "#engine/company/company.ts";
import type { Company, Engine, UserActor } from "#engine/ctx.ts";
import { AppError, notFound } from "#engine/errors.ts";
import { findKey, findSession, type Membership, type SignedIn } from "#engine/identity/sessions.ts";
import type { Model, ModelObject } from "#engine/model/model.ts";
import { tableOf } from "#engine/model/sql.ts";
import type { HttpConfig } from "./config.ts";

/** Who calls, in which company, under which model. */
export type Caller = { actor: UserActor; company: Company; model: Model; signedIn: SignedIn };

declare module "fastify" {
  interface FastifyRequest {
    /** Set on every route that is not public. */
    caller: Caller | null;
    signedIn: SignedIn | null;
    /** The object the route works on, for labels in problems. */
    object: ModelObject | null;
  }
  interface FastifyContextConfig {
    /** `public`: anybody. `person`: signed in, in no particular company. Default: signed in to one company. */
    access?: "public" | "person";
  }
}

export const COOKIE = "kehai_session";
// Sign-out wakes the cache at once; the time is only the bound for a process that has lost its wake-ups.
const CACHE_MS = 5_000;
const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

type Known = { signedIn: SignedIn; callers: Map<string, { company: Company; user: UserRow }>; at: number };
type UserRow = { name: string; disabled_at: string | null };

/** Finds out who calls before any route runs; routes say by `config.access` what they need. */
export function identifyCallers(app: FastifyInstance, engine: Engine, config: HttpConfig): void {
  const known = new LRUCache<string, Known>({ max: 5_000 });
  let generation = 0;
  const stop = engine.wakeups.on("session", () => {
    generation++;
    known.clear();
  });
  app.addHook("onClose", async () => stop());
  app.decorateRequest("caller", null);
  app.decorateRequest("signedIn", null);
  app.decorateRequest("object", null);

  app.addHook("onRequest", async (request, reply) => {
    if (!request.url.startsWith("/api/") || request.is404) return;
    const need = request.routeOptions.config.access;
    const isChange = CHANGES.has(request.method);
    if (isChange && request.headers.authorization === undefined) refuseOtherOrigins(request, config);

    const found = await identify(request, reply);
    request.signedIn = found?.signedIn ?? null;
    if (need === "public") return;
    if (found === null) throw new AppError("signed_out");
    if (need !== "person") request.caller = await callerIn(found, request);
  });

  async function identify(request: FastifyRequest, reply: FastifyReply): Promise<Known | null> {
    const key = bearer(request);
    const token = key ?? request.cookies[COOKIE];
    if (!token) return null;

    const now = engine.clock.now();
    const cached = known.get(token);
    if (cached && Math.abs(now.getTime() - cached.at) < CACHE_MS && !isOver(cached.signedIn, now)) return cached;

    const asked = generation;
    const signedIn = key === null ? await findSession(engine, token) : await findKey(engine, token);
    if (signedIn === null) return null;
    if (signedIn.prolonged) setSessionCookie(reply, config, token, signedIn.expiresAt!);
    const found = { signedIn, callers: new Map(), at: now.getTime() };
    // What was read before a sign-out and comes back after it must not be remembered.
    if (asked === generation) known.set(token, found);
    return found;
  }

  async function callerIn(found: Known, request: FastifyRequest): Promise<Caller> {
    const { signedIn, callers } = found;
    const membership = membershipOf(signedIn, request);
    let at = callers.get(membership.slug);
    if (at === undefined) {
      const company = await companyBySlug(engine.database, membership.slug);
      const [user] = company
        ? await engine.database.query<UserRow>(sql`
            select name, disabled_at from ${tableOf(company, "user")} where id = ${membership.userId} and deleted_at is null`)
        : [];
      if (company === null || user === undefined || user.disabled_at !== null) throw notFound("company");
      at = { company, user };
      callers.set(membership.slug, at);
    }
    const actor: UserActor = {
      kind: "user",
      userId: membership.userId,
      identityId: signedIn.identityId,
      name: at.user.name,
      language: signedIn.language,
      source: sourceOf(request, signedIn),
      requestId: request.id,
    };
    return { actor, company: at.company, model: await companyModel(engine, at.company), signedIn };
  }
}

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new AppError("signed_out");
  return request.caller;
}

export function setSessionCookie(reply: FastifyReply, config: HttpConfig, token: string, expiresAt: Date): void {
  reply.setCookie(COOKIE, token, { ...cookieOptions(config), expires: expiresAt });
}

export function clearSessionCookie(reply: FastifyReply, config: HttpConfig): void {
  reply.clearCookie(COOKIE, cookieOptions(config));
}

function cookieOptions(config: HttpConfig) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isHttps(config) } as const;
}

export function isHttps(config: HttpConfig): boolean {
  return config.publicUrl?.startsWith("https:") ?? false;
}

/** Browsers name the page a request comes from; a change with a cookie is taken from our own pages only. */
function refuseOtherOrigins(request: FastifyRequest, config: HttpConfig): void {
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" || (origin !== undefined && !isOurs(origin, request, config))) throw new AppError("forbidden.origin");
}

function isOurs(origin: string, request: FastifyRequest, config: HttpConfig): boolean {
  if (config.publicUrl !== undefined && origin === new URL(config.publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

function bearer(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return null;
  const [scheme = "", key = ""] = authorization.split(" ");
  if (scheme.toLowerCase() !== "bearer" || key === "") throw new AppError("signed_out");
  return key;
}

function membershipOf(signedIn: SignedIn, request: FastifyRequest): Membership {
  const slug = request.headers["kehai-company"] ?? companyOfUrl(request);
  const { memberships } = signedIn;
  // The company that a person does not belong to does not exist for them.
  const named = typeof slug === "string" ? memberships.find((member) => member.slug === slug) : undefined;
  if (named) return named;
  if (slug !== undefined || memberships.length === 0) throw notFound("company");
  if (memberships.length > 1 && request.routeOptions.url !== "/api/v1/me") throw new AppError("invalid.company");
  return memberships[0]!;
}

/** Links, pictures and event streams of a page cannot send a header. */
function companyOfUrl(request: FastifyRequest): string | undefined {
  return request.method === "GET" ? (request.query as { company?: string }).company : undefined;
}

function sourceOf(request: FastifyRequest, signedIn: SignedIn): string {
  if (signedIn.session === null) return "api";
  return /Mobile|Android|iPhone/.test(request.headers["user-agent"] ?? "") ? "mobile" : "web";
}

function isOver({ expiresAt }: SignedIn, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}
