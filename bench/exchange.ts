import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { writeXlsxStream } from "hucre/xlsx";
import sql from "sql-template-tag";
import { below, pick } from "#app/seed/chance.ts";
import { cityOf, companyName, mobile, personName, talk } from "#app/seed/words.ts";
import { tableOf } from "#engine/model/sql.ts";
import { ok } from "./client.ts";
import { importedIds, removeImported, writePlainly } from "./plain-import.ts";
import type { Stage } from "./stage.ts";
import { note } from "./table.ts";

// Fewer while the program is being tried; no figure is quoted from that.
const ROWS = Number(process.env.BENCH_ROWS ?? 100_000);
const FIELDS = [
  ...["name", "phone", "email", "level", "industry", "region", "source", "employees", "revenue", "yearEstablished"],
  ...["owner", "remark"],
];

/** A large file in and out again: the import beside plain SQL that writes the same rows, the export, and the memory both take. */
export async function measureExchange(stage: Stage): Promise<void> {
  const started = new Date();
  const imported = await importFile(stage, await makeFile(stage));
  await exportFile(stage, started, imported.created);
  await compareWithPlain(stage, imported);
  await removeImported(stage, imported.jobId);
}

type Imported = { jobId: string; rate: number; created: number };

async function importFile(stage: Stage, file: Buffer): Promise<Imported> {
  forgetPeak(stage);
  const uploading = performance.now();
  const upload = ok(await stage.as.boss.upload("/api/v1/imports?object=account", "accounts.xlsx", file));
  const columns = upload.mapping.columns.map(({ path }: { path: string }) => path);
  if (columns.length !== FIELDS.length) throw new Error(`the wizard knows only the columns ${columns}`);
  const path = `/api/v1/imports/${upload.id}`;
  ok(await stage.as.boss.patch(path, { mapping: upload.mapping }));
  note("import: upload and look through the file", seconds(performance.now() - uploading), "", null);

  const running = performance.now();
  ok(await stage.as.boss.post(`${path}/run`, {}));
  const { done, result } = await finished(stage, path);
  const rate = rowsPerSecond(done, performance.now() - running);
  if (result.created < ROWS * 0.97)
    throw new Error(`only ${result.created} of ${ROWS} rows were taken: ${JSON.stringify(result.problems[0])}`);
  const peak = peakMegabytes(stage);
  note("import: most memory of the server", `${peak.toFixed(0)} MB`, "< 400 MB", peak < 400);
  return { jobId: upload.id, rate, created: result.created };
}

async function compareWithPlain(stage: Stage, { jobId, rate }: Imported): Promise<void> {
  const ids = await importedIds(stage, jobId);
  const plain = rowsPerSecond(ids.length, await withoutServer(stage, () => writePlainly(stage, ids)));
  note(
    `import of ${ROWS.toLocaleString("en")} rows × ${FIELDS.length} columns`,
    `${rate.toFixed(0)} rows/s`,
    `≥ 0.45 × plain SQL ${plain.toFixed(0)}/s (${(rate / plain).toFixed(2)})`,
    rate >= 0.45 * plain,
  );
}

/** Polls like the wizard. */
async function finished(stage: Stage, path: string): Promise<any> {
  while (true) {
    const job = ok(await stage.as.boss.get(path));
    if (job.state === "done") return job;
    if (job.state === "failed") throw new Error(`the import failed: ${JSON.stringify(job.result)}`);
    await pause(500);
  }
}

async function exportFile(stage: Stage, since: Date, count: number): Promise<void> {
  const filter = { field: "createdAt", op: "gte", value: since.toISOString() };
  forgetPeak(stage);
  const began = performance.now();
  const answer = await stage.as.boss.post("/api/v1/exports", { object: "account", fields: FIELDS, filter });
  ok(answer);
  const rate = rowsPerSecond(count, performance.now() - began);
  const peak = peakMegabytes(stage);
  note(
    `export of ${count.toLocaleString("en")} rows × ${FIELDS.length} columns`,
    `${rate.toFixed(0)} rows/s`,
    "≥ 10,000 rows/s",
    rate >= 10_000,
  );
  note("export: first byte", seconds(answer.firstByte), "< 1 s", answer.firstByte < 1_000);
  note("export: most memory of the server", `${peak.toFixed(0)} MB`, "< 300 MB", peak < 300);
}

/** Subscribers would go on with what was imported, and slow down what it is compared with. */
async function withoutServer<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  stage.server.kill("SIGSTOP");
  try {
    return await work();
  } finally {
    stage.server.kill("SIGCONT");
  }
}

/** New customers every time, so that a second run does not find those of the first. */
async function makeFile(stage: Stage): Promise<Buffer> {
  const users = await stage.engine.database.query<{ name: string }>(
    sql`select name from ${tableOf(stage.company, "user")} where deleted_at is null group by name having count(*) = 1`,
  );
  const first = (Math.floor(Date.now() / 1_000) % 20_000) * ROWS;
  async function* rows() {
    for (let row = 0; row < ROWS; row++) yield account(first + row, users);
  }
  const parts: Uint8Array[] = [];
  const written = writeXlsxStream(rows(), { name: "1", columns: FIELDS.map((header) => ({ header })) });
  for await (const bytes of written as unknown as AsyncIterable<Uint8Array>) parts.push(bytes);
  return Buffer.concat(parts);
}

function account(at: number, users: readonly { name: string }[]) {
  return [
    ...[`${companyName(901, at)}${at.toString(36)}`, mobile(902, at), `sales${at}@example.com`],
    ...[pick(["A", "B", "C"], 903, at), pick(["automotive", "software", "retail"], 904, at)],
    ...[pick(["north", "east", "south"], 905, at), pick(["partner", "website", "referral"], 906, at)],
    ...[below(5_000, 907, at), below(90_000_000, 908, at) / 100, 1960 + below(60, 909, at)],
    ...[pick(users, 910, at).name, `${personName(911, at)} ${cityOf(912, at)} ${talk(913, at)}`],
  ];
}

function forgetPeak(stage: Stage): void {
  writeFileSync(`/proc/${stage.server.pid}/clear_refs`, "5");
}

function peakMegabytes(stage: Stage): number {
  const status = readFileSync(`/proc/${stage.server.pid}/status`, "utf8");
  return Number(status.match(/^VmHWM:\s+(\d+)/m)![1]) / 1024;
}

function rowsPerSecond(rows: number, milliseconds: number): number {
  return rows / (milliseconds / 1_000);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
