import type { Company, Engine } from "#engine/ctx.ts";
import { latestPosition } from "#engine/history/changes.ts";

/** A burst of writes is one notice. */
const GATHER_MS = 150;
/** Behind a long transaction the position lags; it is looked at again. */
const LOOK_AGAIN_MS = 5_000;

type Listener = (position: string) => void;
type Pulse = { listeners: Set<Listener>; stop(): void };

/** Follows the position of each company that somebody watches: one look per burst, however many are watching. */
export function pulses(engine: Engine): (company: Company, listener: Listener) => () => void {
  const known = new Map<string, Pulse>();

  function start(company: Company): Pulse {
    const listeners = new Set<Listener>();
    let told = "";
    let timer: NodeJS.Timeout | undefined;
    const look = async () => {
      timer = undefined;
      const position = await latestPosition(engine, company).catch(() => told);
      if (position === told) return;
      told = position;
      for (const listener of listeners) listener(position);
    };
    const gather = () => {
      timer ??= setTimeout(look, GATHER_MS);
    };
    const off = engine.wakeups.on(`events:${company.schema}`, gather);
    const again = setInterval(gather, LOOK_AGAIN_MS);
    again.unref();
    return {
      listeners,
      stop() {
        off();
        clearInterval(again);
        clearTimeout(timer);
      },
    };
  }

  return (company, listener) => {
    const pulse = known.get(company.schema) ?? start(company);
    known.set(company.schema, pulse);
    pulse.listeners.add(listener);
    return () => {
      pulse.listeners.delete(listener);
      if (pulse.listeners.size > 0 || known.get(company.schema) !== pulse) return;
      pulse.stop();
      known.delete(company.schema);
    };
  };
}
