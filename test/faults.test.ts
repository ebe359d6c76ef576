import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { startTestApp } from "./app.ts";
import { type RunningServer, startServer } from "./server.ts";

test("of fifty people who claim one lead at once, one gets it and the others are told who", async () => {
  const { as, make, admin } = await startTestApp();
  const [{ id: departmentId }] = (await as(admin).get("/api/v1/departments")).body.items;
  const pool = await make.pool({ name: "公海", memberDepartmentsIds: [departmentId] });
  const lead = await make.lead({ name: "王芳", mobile: "13800138000", poolId: pool.id, ownerId: null });
  const reps = await Promise.all(Array.from({ length: 50 }, () => make.user()));

  const answers = await Promise.all(reps.map((rep) => as(rep).post(`/api/v1/leads/${lead.id}/claim`, {})));

  const won = answers.filter(({ status }) => status === 200);
  assert.equal(won.length, 1, answers.map(({ status }) => status).join(" "));
  const lost = answers.filter((answer) => answer !== won[0]);
  assert.deepEqual(
    [...new Set(lost.map(({ status, body }) => `${status} ${body.code} ${body.params?.owner}`))],
    [`409 record.already_owned ${won[0]!.body.owner.title}`],
  );
});

test("of two people who save one record, the second is shown what the first has made of it", async () => {
  const { as, make, admin } = await startTestApp();
  const account = await make.account({ name: "北京华江科技有限公司", ownerId: admin.id });
  const save = (phone: string) =>
    as(admin).patch(`/api/v1/accounts/${account.id}`, { phone }, { headers: { "if-match": String(account.version) } });

  const answers = await Promise.all([save("01062345678"), save("01087654321")]);

  const [saved] = answers.filter(({ status }) => status === 200);
  const [stale] = answers.filter(({ status }) => status === 409);
  assert.equal(stale?.body.code, "record.stale");
  assert.equal(stale?.body.record.phone, saved?.body.phone);
});

test("what was acknowledged survives kill -9 of server and database under load, and nothing is doubled", {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "kehai-faults-"));
  chmodSync(folder, 0o711);
  after(() => rmSync(folder, { recursive: true, force: true }));
  const env = { KEHAI_DATA: join(folder, "data"), PORT: "0" };
  const key = setUp(env);

  let server: RunningServer = await startServer(env);
  // The address stays, as behind a proxy: clients only see the line break.
  const port = new URL(server.url).port;
  const load = writeUntilStopped(server.url, key);
  for (const victim of ["server", "database", "both"]) {
    await load.acknowledged(60);
    if (victim !== "server") process.kill(databasePid(env.KEHAI_DATA), "SIGKILL");
    if (victim !== "database") {
      await server.stop("SIGKILL");
      server = await startServer({ ...env, PORT: port });
    }
  }
  await load.acknowledged(60);
  const { acknowledged, sent } = await load.stop();

  const stored = await namesOf(server.url, key);
  await server.stop();
  const counts = new Map<string, number>();
  for (const name of stored) counts.set(name, (counts.get(name) ?? 0) + 1);
  assert.deepEqual(
    [...acknowledged].filter((name) => !counts.has(name)),
    [],
    "acknowledged and lost",
  );
  assert.deepEqual(
    [...counts].filter(([, count]) => count > 1),
    [],
    "stored twice",
  );
  assert.deepEqual(
    [...counts.keys()].filter((name) => !sent.has(name)),
    [],
    "never sent",
  );
});

test("money that was given out stays so through kill -9 of server and database, and every sum fits afterwards", {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "kehai-ledger-"));
  chmodSync(folder, 0o711);
  after(() => rmSync(folder, { recursive: true, force: true }));
  const env = { KEHAI_DATA: join(folder, "data"), PORT: "0" };
  const key = setUp(env);
  let server: RunningServer = await startServer(env);
  const port = new URL(server.url).port;
  const { receipts, plan } = await moneyToGiveOut(server.url, key);

  const load = allocateUntilStopped(server.url, key, receipts, plan);
  for (const victim of ["server", "database"]) {
    await load.acknowledged(40);
    if (victim === "database") process.kill(databasePid(env.KEHAI_DATA), "SIGKILL");
    else {
      await server.stop("SIGKILL");
      server = await startServer({ ...env, PORT: port });
    }
  }
  await load.acknowledged(40);
  const { acknowledged, sent } = await load.stop();

  const entered = await amountsOf(server.url, key, plan);
  await server.stop();
  // An answer that was lost says nothing about what was done; but whatever was done was done once.
  assert.equal(new Set(entered).size, entered.length, "entered twice");
  assert.deepEqual(
    [...acknowledged].filter((amount) => !entered.includes(amount)),
    [],
    "acknowledged and lost",
  );
  assert.deepEqual(
    entered.filter((amount) => !sent.has(amount)),
    [],
    "never sent",
  );
  assert.equal(kehai(env, ["doctor"]), "Everything fits.");
});

function setUp(env: Record<string, string>): string {
  kehai(env, ["setup", "--company", "故障测试", "--admin", "boss", "--password-stdin"], "Kehai-faults-2026\n");
  return kehai(env, ["api-key", "boss"]);
}

function kehai(env: Record<string, string>, args: string[], input = ""): string {
  const done = spawnSync(process.execPath, [join(dirname(import.meta.dirname), "app/kehai.ts"), ...args], {
    env: { ...process.env, ...env },
    input,
    encoding: "utf8",
  });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return done.stdout.trim();
}

type Answer = { status: number; body: Record<string, any> };

async function ask(url: string, key: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, body: (await response.json()) as Record<string, any> };
}

/** A contract in force over one large instalment, and four receipts to pay it from. */
async function moneyToGiveOut(url: string, key: string): Promise<{ receipts: string[]; plan: string }> {
  const made = async (path: string, body: unknown): Promise<Record<string, any>> => {
    const answer = await ask(url, key, "POST", path, body);
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  const { id: accountId } = await made("accounts", { name: "苏州明远机电有限公司" });
  const { id: contractId } = await made("contracts", { name: "设备采购", accountId, amount: "100000" });
  const { id: plan } = await made("payment-plans", { contractId, amount: "100000", dueOn: "2026-03-01" });
  await made(`contracts/${contractId}/activate`, {});
  const receipts: string[] = [];
  for (let i = 0; i < 4; i++) {
    const { id } = await made("receipts", { accountId, amount: "25000" });
    await made(`receipts/${id}/confirm`, {});
    receipts.push(id);
  }
  return { receipts, plan };
}

/** Eight clients give out amounts of which no two are alike, so that each entry tells which request it is of. */
function allocateUntilStopped(url: string, key: string, receipts: readonly string[], plan: string) {
  const acknowledged = new Set<string>();
  const sent = new Set<string>();
  let isStopped = false;

  async function client(receipt: string): Promise<void> {
    while (!isStopped) {
      const amount = ((sent.size + 1) / 100).toFixed(2);
      sent.add(amount);
      const parts = [{ paymentPlanId: plan, amount }];
      const answer = await ask(url, key, "POST", `receipts/${receipt}/allocate`, { parts }).catch(() => null);
      if (answer?.status === 200) acknowledged.add(amount);
      else await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  const clients = [...receipts, ...receipts].map(client);
  return {
    async acknowledged(more: number): Promise<void> {
      const goal = acknowledged.size + more;
      while (acknowledged.size < goal) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async stop() {
      isStopped = true;
      await Promise.all(clients);
      return { acknowledged, sent };
    },
  };
}

async function amountsOf(url: string, key: string, plan: string): Promise<string[]> {
  const amounts: string[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor; isFirst = false) {
    const filter = { field: "paymentPlan", op: "eq", value: plan };
    const { body } = await ask(url, key, "POST", "allocations/query", { filter, fields: ["amount"], limit: 200, cursor });
    amounts.push(...body.items.map((entry: { amount: { amount: string } }) => entry.amount.amount));
    cursor = body.next ?? undefined;
  }
  return amounts;
}

/** Eight clients create leads, each trying the same one again, under the same key, until it is acknowledged. */
function writeUntilStopped(url: string, key: string) {
  const acknowledged = new Set<string>();
  const sent = new Set<string>();
  let isStopped = false;
  let count = 0;

  async function client(): Promise<void> {
    while (!isStopped) {
      const name = `线索${++count}`;
      sent.add(name);
      for (let answer = 0; answer !== 201; ) answer = await create(name);
      acknowledged.add(name);
    }
  }

  async function create(name: string): Promise<number> {
    const response = await fetch(`${url}/api/v1/leads`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": name.replace("线索", "lead-"),
      },
      body: JSON.stringify({ name, email: `${name.replace("线索", "lead")}@example.com` }),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    if (response?.status !== 201) await new Promise((resolve) => setTimeout(resolve, 30));
    await response?.arrayBuffer().catch(() => undefined);
    return response?.status ?? 0;
  }

  const clients = Array.from({ length: 8 }, client);
  return {
    /** Waits for so many more to be acknowledged. */
    async acknowledged(more: number): Promise<void> {
      const goal = acknowledged.size + more;
      while (acknowledged.size < goal) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async stop() {
      isStopped = true;
      await Promise.all(clients);
      return { acknowledged, sent };
    },
  };
}

async function namesOf(url: string, key: string): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${url}/api/v1/leads?limit=200&fields=name${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const page = (await response.json()) as { items: { name: string }[]; next: string | null };
    names.push(...page.items.map((lead) => lead.name));
    cursor = page.next;
  }
  return names;
}

function databasePid(data: string): number {
  return Number(readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}
