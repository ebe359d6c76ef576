import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import sql from "sql-template-tag";
import type { UserActor } from "#engine/ctx.ts";
import { joinCompany } from "#engine/identity/identities.ts";
import { hashPassword } from "#engine/identity/password.ts";
import { openSession } from "#engine/identity/sessions.ts";
import type { ObjectModule } from "#engine/module.ts";
import { buildApp } from "#http/app.ts";
import { COOKIE } from "#http/caller.ts";
import { diskFiles } from "#platform/files.ts";
import { jobQueue, prepareJobs } from "#platform/jobs.ts";
import { startToyCompany } from "./toy-company.ts";

export type Answer = { status: number; body: any; headers: Record<string, any>; text: string; bytes: Buffer };
type Headers = Record<string, string>;
export const PASSWORD = "correct horse";

/** The HTTP server over a company of toys; people are signed in by their first request. */
export async function startTestApp(modules?: readonly ObjectModule[]) {
  const toys = await startToyCompany(modules);
  const folder = await mkdtemp(join(tmpdir(), "kehai-test-"));
  await prepareJobs(toys.url);
  const engine = Object.assign(toys.engine, { files: diskFiles(join(folder, "files")), jobs: jobQueue() });
  const app = await buildApp(engine, { webRoot: null });
  await app.ready();
  after(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cookies = new Map<string, Promise<string>>();
  let hash: string | undefined;

  /** A cookie of a new session of the person, who gets a login and a password the first time. */
  async function cookieOf(actor: UserActor): Promise<string> {
    hash ??= await hashPassword(PASSWORD);
    await toys.database.execute(sql`
      insert into kehai.identity (id, login, password_hash, language)
      values (${actor.identityId}, ${actor.name}, ${hash}, ${actor.language}) on conflict do nothing`);
    await joinCompany(toys.database, { identityId: actor.identityId, companyId: toys.company.id, userId: actor.userId });
    const { token } = await openSession(engine, { identityId: actor.identityId, address: "127.0.0.1", agent: "test" });
    return `${COOKIE}=${token}`;
  }

  async function ask(method: string, url: string, body: unknown, headers: Headers): Promise<Answer> {
    const response = await app.inject({
      method: method as "GET",
      url,
      headers: { host: "kehai.test", ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(response.headers["content-type"] ?? "").includes("json");
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      bytes: response.rawPayload,
      body: isJson && response.body !== "" ? JSON.parse(response.body) : undefined,
    };
  }

  function client(identify: () => Promise<Headers>) {
    const send =
      (method: string) =>
      async (url: string, body?: unknown, headers: Headers = {}) =>
        await ask(method, url, body, { ...(await identify()), ...headers });
    return {
      get: (url: string, headers: Headers = {}) => send("GET")(url, undefined, headers),
      post: send("POST"),
      put: send("PUT"),
      patch: send("PATCH"),
      delete: (url: string, headers: Headers = {}) => send("DELETE")(url, undefined, headers),
      ask: async (method: string, url: string, body?: unknown, headers: Headers = {}) => await send(method)(url, body, headers),
    };
  }

  return {
    ...toys,
    app,
    cookieOf,
    as(actor: UserActor) {
      return client(async () => {
        let cookie = cookies.get(actor.userId);
        if (cookie === undefined) {
          cookie = cookieOf(actor);
          cookies.set(actor.userId, cookie);
        }
        return { cookie: await cookie };
      });
    },
    stranger: client(async () => ({})),
  };
}
