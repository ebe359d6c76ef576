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

function setUp(env: Record<string, string>): string {
  const kehai = (args: string[], input = "") => {
    const done = spawnSync(process.execPath, [join(dirname(import.meta.dirname), "app/kehai.ts"), ...args], {
      env: { ...process.env, ...env },
      input,
      encoding: "utf8",
    });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout.trim();
  };
  kehai(["setup", "--company", "故障测试", "--admin", "boss", "--password-stdin"], "Kehai-faults-2026\n");
  return kehai(["api-key", "boss"]);
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
