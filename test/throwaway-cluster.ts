import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPostgres, startPostgres } from "#platform/postgres.ts";

const PREFIX = "kehai-test-";

/** Starts a cluster that nothing needs to survive; `fsync` is off. */
export async function startThrowawayCluster(): Promise<EmbeddedPostgres> {
  removeForgottenClusters();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // The database may run as another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  const cluster = await startPostgres({ folder: join(folder, "postgres"), durable: false });
  // Not an `after` hook: those run in no useful order, and everything else must let go first.
  process.on("exit", () => {
    if (isAlive(cluster.pid)) process.kill(cluster.pid, "SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  });
  return cluster;
}

/** A run that was killed leaves its folder; without it the server notices and ends by itself. */
function removeForgottenClusters(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split("-")[0]) : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
