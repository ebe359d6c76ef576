import { readFileSync, statSync } from "node:fs";

/** Who runs the database when Kehai itself is root, as PostgreSQL refuses to. */
export type RunAs = { name: string; uid: number; gid: number };

const CANDIDATES = ["kehai", "postgres", "nobody"];

/** Null for an ordinary user, who runs the database himself; for root the owner of existing data, else a known unprivileged user. */
export function databaseUser(cluster: string): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const users = knownUsers();
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid;
  const chosen =
    (owner ? users.find((user) => user.uid === owner) : undefined) ??
    CANDIDATES.map((name) => users.find((user) => user.name === name)).find((user) => user !== undefined);
  if (!chosen) throw new Error(`PostgreSQL does not run as root, and none of the users ${CANDIDATES.join(", ")} exists.`);
  return chosen;
}

function knownUsers(): RunAs[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((parts) => parts.length > 3)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}
