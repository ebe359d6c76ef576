import { randomInt, randomUUID } from "node:crypto";
import { hash } from "#app/seed/chance.ts";
import { companyName, mobile, personName } from "#app/seed/words.ts";
import type { WireRecord } from "#engine/wire.ts";
import { ok } from "./client.ts";
import { spread, throughput } from "./measure.ts";
import { createPlainly, removeCopies } from "./plain-import.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

const CLIENTS = 16;
const PLAINLY = 2_000;

/** The duplicate check by itself, and creating accounts with everything a write does. */
export async function measureWrites(stage: Stage): Promise<void> {
  const check = await spread(60, (index) => checkDuplicates(stage, unknownCustomer(index)));
  note(
    "duplicate check against 3 M names and phones",
    `p50 ${ms(check.p50)}, p95 ${ms(check.p95)}`,
    "p95 ≤ 40 ms",
    check.p95 <= 40,
  );

  const created: string[] = [];
  // Its first thousands a server writes at half its speed: it has to compile what it does, and its database to log whole the pages it touches.
  await throughput(CLIENTS, 10, (index) => createAccount(stage, 1_000_000 + index));
  const rate = await throughput(CLIENTS, 20, async (index) => void created.push((await createAccount(stage, index)).id));
  const plain = await plainRate(stage, created.slice(-PLAINLY));
  const beside = `beside ${plain.toFixed(0)}/s of plain SQL alone (${(rate / plain).toFixed(2)})`;
  note(`create accounts, ${CLIENTS} clients`, `${rate.toFixed(0)}/s`, `≥ 300/s, ${beside}`, rate >= 300);
}

/** The same rows by hand-written SQL that has nothing to find out and no caller to answer: the most this machine makes of them. */
async function plainRate(stage: Stage, ids: readonly string[]): Promise<number> {
  const rate = await createPlainly(stage, ids, CLIENTS);
  await removeCopies(stage, ids);
  return rate;
}

export async function checkDuplicates(stage: Stage, { name, phone }: { name: string; phone: string }): Promise<unknown> {
  return ok(await stage.as.manager.post("/api/v1/accounts/duplicates", { name, phone }));
}

function unknownCustomer(index: number): { name: string; phone: string } {
  return { name: companyName(400, fresh(index)), phone: mobile(345, fresh(index)) };
}

/** A name as companies have them and nobody here has: the town and three characters of its own before the rest. */
function newName(number: number): string {
  return companyName(700, number).replace(
    /^../u,
    (town) => town + [710, 720, 730].map((at) => personName(at, number).at(-1)).join(""),
  );
}

export async function createAccount(stage: Stage, index: number): Promise<WireRecord> {
  const number = fresh(index);
  const account = { name: newName(number), phone: mobile(745, number), level: "B" };
  return ok(await stage.as.manager.post("/api/v1/accounts?accept=all", account, { "idempotency-key": randomUUID() }));
}

const RUN = randomInt(2 ** 31);

/** Other customers in every run. */
function fresh(index: number): number {
  return hash(RUN, index);
}
