import type { Problem } from "#engine/wire.ts";
import { offlineProblem, problemError } from "./problem.ts";

export type RequestOptions = {
  query?: Record<string, unknown>;
  body?: unknown;
  /** Sent as If-Match: the version of the record the change was made on. */
  version?: number;
  /** Sent as Idempotency-Key, and lets a lost request be repeated without doubling anything. */
  key?: string;
  signal?: AbortSignal;
};

const RETRY_AFTER_MS = [400, 1200, 3000];

/** The company is part of every page's URL, so two tabs may be in two companies. */
export function companyOfUrl(): string | null {
  const segment = window.location.pathname.split("/")[1] ?? "";
  return segment === "" || ["sign-in", "setup", "invitation"].includes(segment) ? null : decodeURIComponent(segment);
}

/** Asks the API; throws a problem. Requests with a key, and reads, are repeated when the connection is lost. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const repeatable = options.key !== undefined;
  for (let attempt = 0; ; attempt++) {
    const response = await send(method, path, options).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      return null;
    });
    if (response !== null && !(repeatable && isPassing(response.status) && attempt < RETRY_AFTER_MS.length))
      return await answerOf<T>(response);
    if (!repeatable || attempt >= RETRY_AFTER_MS.length) throw problemError(offlineProblem());
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS[attempt]));
  }
}

/** The server is being restarted or a proxy has no answer yet. */
function isPassing(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  const company = companyOfUrl();
  if (company !== null) headers["Kehai-Company"] = company;
  if (options.version !== undefined) headers["If-Match"] = String(options.version);
  if (options.key !== undefined) headers["Idempotency-Key"] = options.key;

  const isForm = options.body instanceof FormData;
  if (options.body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  const body = options.body === undefined ? null : isForm ? (options.body as FormData) : JSON.stringify(options.body);
  return fetch(`/api${path}${queryString(options.query)}`, {
    method,
    headers,
    body,
    credentials: "same-origin",
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const answer = isJson && text !== "" ? JSON.parse(text) : undefined;
  if (response.ok) return answer as T;
  throw problemError(
    (answer as Problem | undefined) ?? { type: "about:blank", title: "", status: response.status, code: "unexpected" },
  );
}

export function queryString(query: Record<string, unknown> | undefined): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === "") continue;
    const isPlain = typeof value !== "object";
    params.set(name, Array.isArray(value) ? value.join(",") : isPlain ? String(value) : JSON.stringify(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Asks for a file and hands it to the browser to keep, under the name the server gives it. */
export async function downloadFile(path: string, body: unknown): Promise<void> {
  const response = await send("POST", path, { body }).catch(() => null);
  if (response === null) throw problemError(offlineProblem());
  if (!response.ok) return await answerOf<void>(response);
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = decodeURIComponent(encoded ?? "export");
  link.click();
  URL.revokeObjectURL(url);
}

export const newKey = (): string => crypto.randomUUID();
