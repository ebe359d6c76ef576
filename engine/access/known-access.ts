import { LRUCache } from "lru-cache";
import { isTransaction, type Queryable } from "#platform/database.ts";
import type { Actor, Company, Engine } from "../ctx.ts";
import type { Model } from "../model/model.ts";
import type { Access } from "./access.ts";
import { loadAccess } from "./load-access.ts";

/**
 * How long rights are remembered when nothing says that they changed. A change is told at once within the process and by a
 * wake-up to the others; the time bounds what a lost wake-up or an expiring share may cost.
 */
const REMEMBERED_MS = 2_000;

type Known = { access: Access; model: Model; at: number };
type Memory = { people: LRUCache<string, Known>; generation: number };

const memories = new WeakMap<Engine, Map<string, Memory>>();

/** The actor's access, loaded once for the requests of a moment. */
export async function accessOf(engine: Engine, company: Company, model: Model, actor: Actor): Promise<Access> {
  if (actor.kind === "system") return await loadAccess(engine.database, company, model, actor, engine.clock);
  const memory = memoryOf(engine, company);
  const now = engine.clock.now().getTime();
  const known = memory.people.get(actor.userId);
  if (known && known.model === model && Math.abs(now - known.at) < REMEMBERED_MS) return known.access;

  const { generation } = memory;
  const access = await loadAccess(engine.database, company, model, actor, engine.clock);
  // Rights read before a change and arriving after it are used for this request and not remembered.
  if (memory.generation === generation) memory.people.set(actor.userId, { access, model, at: now });
  return access;
}

const changed = new WeakSet<Queryable>();

/** Notes that a transaction changes who may do what; the change is told when it has been committed. What is told outside of one changes nothing. */
export function noteAccessChange(db: Queryable): void {
  if (isTransaction(db)) changed.add(db);
}

/** Whether a transaction has changed who may do what, or what people and departments are called. */
export function changesAccess(db: Queryable): boolean {
  return changed.has(db);
}

/** Forgets what is remembered of a company's rights, and who is signed in to it, if the committed transaction changed any. */
export function tellAccessChange(engine: Engine, company: Company, tx: Queryable): void {
  if (!changed.has(tx)) return;
  engine.wakeups.send(topicOf(company));
  engine.wakeups.send("session");
}

const ORGANIZATION: ReadonlySet<string> = new Set(["user", "department", "role"]);

/** Objects whose records decide what people may do. */
export function decidesAccess(object: string): boolean {
  return ORGANIZATION.has(object);
}

function memoryOf(engine: Engine, company: Company): Memory {
  let companies = memories.get(engine);
  if (companies === undefined) {
    companies = new Map();
    memories.set(engine, companies);
  }
  let memory = companies.get(company.id);
  if (memory === undefined) {
    const made: Memory = { people: new LRUCache<string, Known>({ max: 2_000 }), generation: 0 };
    engine.wakeups.on(topicOf(company), () => {
      made.generation++;
      made.people.clear();
    });
    companies.set(company.id, made);
    memory = made;
  }
  return memory;
}

function topicOf(company: Company): string {
  return `access:${company.schema}`;
}
