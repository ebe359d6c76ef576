import { openCompanies } from "../company/company.ts";
import type { Engine } from "../ctx.ts";
import { runSubscribers } from "./run-subscribers.ts";

const LOOK_EVERY_MS = 5_000;
/** A burst of writes is one pass. */
const GATHER_MS = 50;

export type SubscriberLoop = { stop(): Promise<void> };

/** Keeps the subscribers of every company fed until stopped: on wake-ups, and now and then for what is to be retried. */
export function startSubscribers(engine: Engine): SubscriberLoop {
  const stops = new Map<string, () => void>();
  let isStopped = false;
  let wake: () => void = () => undefined;

  async function pass(): Promise<void> {
    for (const company of await openCompanies(engine.database)) {
      if (isStopped) return;
      const topic = `events:${company.schema}`;
      if (!stops.has(topic))
        stops.set(
          topic,
          engine.wakeups.on(topic, () => wake()),
        );
      await runSubscribers(engine, company);
    }
  }

  async function loop(): Promise<void> {
    while (!isStopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      // A database that is away for a moment must not end the loop.
      await pass().catch((error: Error) => engine.log.warn({ reason: error.message }, "subscribers: pass failed"));
      await Promise.race([woken, pause(LOOK_EVERY_MS)]);
      await pause(GATHER_MS);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, isStopped ? 0 : ms);
      timer.unref();
    });
  }

  const looping = loop();
  return {
    async stop() {
      isStopped = true;
      wake();
      for (const off of stops.values()) off();
      await looping;
    },
  };
}
