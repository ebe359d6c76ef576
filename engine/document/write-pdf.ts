import { Worker } from "node:worker_threads";
import type { Page } from "./page-layout.ts";

type Waiting = { resolve(bytes: Buffer): void; reject(error: Error): void };
type Answer = { id: number; bytes?: Uint8Array; failure?: string };

/** The fonts take 60 MB while they are open: a thread that has had nothing to do for a while gives them back. */
const IDLE_MS = 30_000;

let thread: { worker: Worker; waiting: Map<number, Waiting>; idle: NodeJS.Timeout | undefined } | null = null;
let lastId = 0;

/** Prints a page to PDF in a thread of its own. */
export async function writePdf(page: Page): Promise<Buffer> {
  thread ??= startThread();
  const { worker, waiting, idle } = thread;
  clearTimeout(idle);
  // A thread at work keeps the process alive, one that waits does not.
  worker.ref();
  const id = ++lastId;
  return await new Promise<Buffer>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, page });
  });
}

function startThread() {
  const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url));
  const started = { worker, waiting: new Map<number, Waiting>(), idle: undefined as NodeJS.Timeout | undefined };
  worker.on("message", ({ id, bytes, failure }: Answer) => {
    const one = started.waiting.get(id);
    started.waiting.delete(id);
    if (bytes) one?.resolve(Buffer.from(bytes));
    else one?.reject(new Error(`the document could not be printed: ${failure}`));
    if (started.waiting.size > 0) return;
    worker.unref();
    started.idle = setTimeout(() => stop(started), IDLE_MS).unref();
  });
  worker.on("error", (error) => stop(started, error));
  return started;
}

function stop(stopped: NonNullable<typeof thread>, error = new Error("the printing thread has ended")): void {
  if (thread === stopped) thread = null;
  for (const one of stopped.waiting.values()) one.reject(error);
  void stopped.worker.terminate();
}
