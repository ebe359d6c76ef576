import pg from "pg";
import sql from "sql-template-tag";
import type { Queryable } from "./database.ts";
import type { Log } from "./log.ts";

/**
 * "Look again" between the processes of one database, over a single LISTEN connection per process.
 * A topic carries no data (`session`, `model:<schema>`, `events:<schema>`): whoever wakes reads the truth itself.
 */
export type Wakeups = {
  /** Calls back when the topic is woken, and whenever wake-ups may have been missed. Returns how to stop. */
  on(topic: string, handler: () => void): () => void;
  /** Wakes this process at once and the others within moments. Call it after the commit. */
  send(topic: string): void;
  close(): Promise<void>;
};

const CHANNEL = "kehai";
// One NOTIFY for all writes of a moment: a notifying commit holds a lock over the whole database.
const COALESCE_MS = 20;
const RECONNECT_MS = 1_000;

/** Wakes a topic if and when the transaction commits: for rare changes that nobody may miss or see too early. */
export async function wakeAtCommit(db: Queryable, topic: string): Promise<void> {
  await db.query(sql`select pg_notify(${CHANNEL}, ${topic})`);
}

/** Opens the process's LISTEN connection and keeps it open through failures of the database. */
export function openWakeups(url: string, log: Log): Wakeups {
  const handlers = new Map<string, Set<() => void>>();
  const waiting = new Set<string>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const wake = (topic: string) => {
    for (const handler of handlers.get(topic) ?? []) handler();
  };
  const wakeAll = () => {
    for (const topic of handlers.keys()) wake(topic);
  };

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: "kehai wake-ups" });
    next.on("notification", (message) => message.payload && wake(message.payload));
    next.on("error", (error) => reconnect(error));
    next.on("end", () => reconnect(new Error("connection ended")));
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      if (closed) return void (await next.end());
      client = next;
      wakeAll();
      if (waiting.size > 0) schedule();
    } catch (error) {
      reconnect(error as Error);
    }
  }

  function reconnect(error: Error): void {
    if (closed || retry !== undefined) return;
    client = null;
    log.warn({ reason: error.message }, "wake-ups: connection lost, trying again");
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, RECONNECT_MS);
    retry.unref();
  }

  function schedule(): void {
    timer ??= setTimeout(flush, COALESCE_MS);
  }

  /** What comes while the last are being sent waits for them: the driver asks one thing of a connection at a time. */
  function flush(): void {
    timer = undefined;
    if (client === null || sending !== null || waiting.size === 0) return;
    const topics = [...waiting];
    waiting.clear();
    const sent = client.query("select pg_notify($1, topic) from unnest($2::text[]) topic", [CHANNEL, topics]);
    sending = sent.then(settle, (error: Error) => {
      settle();
      reconnect(error);
    });
  }

  function settle(): void {
    sending = null;
    if (waiting.size > 0 && !closed) schedule();
  }

  const opening = connect();
  return {
    on(topic, handler) {
      const set = handlers.get(topic) ?? new Set();
      handlers.set(topic, set.add(handler));
      return () => {
        set.delete(handler);
        if (set.size === 0 && handlers.get(topic) === set) handlers.delete(topic);
      };
    },
    send(topic) {
      wake(topic);
      waiting.add(topic);
      schedule();
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await opening;
      clearTimeout(timer);
      await sending;
      flush();
      await sending;
      await client?.end();
    },
  };
}
