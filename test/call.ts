import type { FastifyInstance } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { openSession } from "#engine/identity/sessions.ts";

export type Answer = { status: number; body: any; headers: Record<string, any>; text: string };
type Options = { headers?: Record<string, string> };

/** The API as one caller sees it. */
export type Call = {
  get(path: string, options?: Options): Promise<Answer>;
  post(path: string, body?: unknown, options?: Options): Promise<Answer>;
  patch(path: string, body: unknown, options?: Options): Promise<Answer>;
  put(path: string, body: unknown, options?: Options): Promise<Answer>;
  delete(path: string, options?: Options): Promise<Answer>;
};

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Calls without the network; headers are asked for anew each time, so that a session may be opened late. */
export function callWith(http: FastifyInstance, headersOf: () => Promise<Record<string, string>>): Call {
  const send = async (method: Method, path: string, body: unknown, options: Options = {}): Promise<Answer> => {
    const isPlain = body !== undefined && !Buffer.isBuffer(body) && typeof body !== "string";
    const response = await http.inject({
      method,
      url: path,
      headers: {
        ...(isPlain ? { "content-type": "application/json" } : {}),
        ...(await headersOf()),
        ...options.headers,
      },
      ...(body === undefined ? {} : { payload: isPlain ? JSON.stringify(body) : (body as string | Buffer) }),
    });
    const isJson = String(response.headers["content-type"] ?? "").includes("json");
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.payload,
      body: isJson && response.payload !== "" ? JSON.parse(response.payload) : response.payload,
    };
  };
  return {
    get: (path, options) => send("GET", path, undefined, options),
    post: (path, body, options) => send("POST", path, body, options),
    patch: (path, body, options) => send("PATCH", path, body, options),
    put: (path, body, options) => send("PUT", path, body, options),
    delete: (path, options) => send("DELETE", path, undefined, options),
  };
}

/** Headers of a signed-in person: a session is opened on the first call. */
export function signedIn(
  engine: Engine,
  cookie: string,
  identityId: string,
  company: string,
): () => Promise<Record<string, string>> {
  let session: Promise<string> | undefined;
  return async () => {
    session ??= openSession(engine, { identityId, address: "127.0.0.1", agent: "test" }).then(({ token }) => token);
    return { cookie: `${cookie}=${await session}`, "kehai-company": company };
  };
}
