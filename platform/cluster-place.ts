import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { databaseUser, type RunAs } from "./postgres-user.ts";

/** What cannot be in a closed folder, when Kehai runs as root. */
export const ELSEWHERE = "/var/lib/kehai";

/**
 * Where the cluster of a data folder lives: inside it, unless Kehai runs as root under a folder closed to others (root's home).
 * The database's own user could not pass through there, so it gets a place outside, which the data folder names.
 */
export function clusterPlace(data: string): string {
  const inside = join(data, "postgres");
  mkdirSync(data, { recursive: true });
  const runAs = databaseUser(inside);
  if (runAs === null || canReach(runAs, data)) return inside;

  const place = join(ELSEWHERE, createHash("sha256").update(data).digest("hex").slice(0, 12));
  mkdirSync(place, { recursive: true, mode: 0o711 });
  writeFileSync(join(data, "postgres.place"), `${place}\n`);
  return join(place, "postgres");
}

/** Asks the system itself: modes, groups and access lists all have a say. */
export function canReach(runAs: RunAs, folder: string): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { cwd: "/", uid: runAs.uid, gid: runAs.gid }).status === 0;
}
