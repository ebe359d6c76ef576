import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Stage } from "./stage.ts";
import { note } from "./table.ts";

/** Memory of the server as the system accounts it, and the code the browser loads before the first list. */
export async function measureMachine(stage: Stage): Promise<void> {
  const pss = megabytes(stage.server.pid!);
  note("memory of the server (PSS)", `${pss.toFixed(0)} MB`, "idle ≤ 180 MB", null);
  const total = execFileSync("ps", ["-eo", "pid,comm"])
    .toString()
    .split("\n")
    .filter((line) => line.includes("postgres"));
  const database = total.reduce((sum, line) => sum + megabytes(Number(line.trim().split(" ")[0])), 0);
  note("memory of its database (PSS)", `${database.toFixed(0)} MB`, "idle together ≤ 350 MB", null);
  const assets = new URL("../dist/web/assets/", import.meta.url);
  const sizes = readdirSync(assets)
    .filter((file) => file.endsWith(".js"))
    .map((file) => gzipSync(readFileSync(new URL(file, assets))).length);
  note(
    "web: all code, gzip",
    `${(sizes.reduce((sum, size) => sum + size, 0) / 1024).toFixed(0)} kB`,
    "first list ≤ 420 kB",
    null,
  );
}

function megabytes(pid: number): number {
  try {
    const line = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m);
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
