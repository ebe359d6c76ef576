import type { Problem } from "#engine/wire.ts";

/** What every failed request throws: an error that carries the server's problem document. */
export type ProblemError = Error & { problem: Problem };

export function problemError(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.code), { problem });
}

/** No answer came: the line or the server is gone. */
export function offlineProblem(): Problem {
  return { type: "about:blank", title: "", status: 0, code: "offline" };
}

/** The problem behind any thrown value; a bug of our own becomes `unexpected`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && "problem" in error) return (error as ProblemError).problem;
  return { type: "about:blank", title: "", status: 500, code: "unexpected", detail: error instanceof Error ? error.message : "" };
}

export function isOffline(error: unknown): boolean {
  return problemOf(error).status === 0;
}
