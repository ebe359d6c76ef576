import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type Demo, openDemo } from "./demo.ts";
import { measureFirstList } from "./first-list.ts";
import { note } from "./table.ts";

const STARTS = 5;
const IDLE_MS = 60_000;

/** What Kehai asks of a machine: the time to start, memory at rest, and code in the browser, on a demo company of its own. */
export async function measureMachine(): Promise<void> {
  const demo = await openDemo();
  try {
    await measureStart(demo);
    await measureFirstList(demo);
    await measureMemory(demo);
  } finally {
    await demo.close();
  }
}

/** From the command to the first page of customers, each time after a clean stop. */
async function measureStart(demo: Demo): Promise<void> {
  const taken: number[] = [];
  for (let turn = 0; turn < STARTS; turn++) {
    await demo.stop();
    const began = performance.now();
    await demo.start();
    taken.push((performance.now() - began) / 1_000);
  }
  taken.sort((a, b) => a - b);
  const middle = taken[Math.floor(STARTS / 2)]!;
  note(
    "start to first answer on existing data, after a clean stop",
    `${middle.toFixed(2)} s`,
    `≤ 3 s (slowest of ${STARTS}: ${taken.at(-1)!.toFixed(2)} s)`,
    middle <= 3,
  );
}

/** The server is left alone for a minute first: what the browser asked for has been answered and swept up. */
async function measureMemory(demo: Demo): Promise<void> {
  if (process.platform !== "linux") return note("idle memory", "measured on Linux only", "", null);
  await pause(IDLE_MS);
  const server = megabytes([demo.pid()]);
  const database = megabytes(databaseProcesses(demo.data));
  note("idle memory of the server (PSS)", `${server.toFixed(0)} MB`, "≤ 180 MB", server <= 180);
  note(
    `idle memory with its database (shared_buffers ${await sharedBuffers(demo)})`,
    `${(server + database).toFixed(0)} MB`,
    "≤ 350 MB",
    server + database <= 350,
  );
}

function databaseProcesses(data: string): number[] {
  const [postmaster] = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n");
  const children = execFileSync("ps", ["-o", "pid=", "--ppid", postmaster!]).toString().trim().split(/\s+/);
  return [postmaster!, ...children].map(Number);
}

function megabytes(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)![1]));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

async function sharedBuffers(demo: Demo): Promise<string> {
  const client = new pg.Client({ connectionString: demo.databaseUrl() });
  await client.connect();
  const { rows } = await client.query("show shared_buffers");
  await client.end();
  return rows[0].shared_buffers;
}
