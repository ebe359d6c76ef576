import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a running copy tells whoever asks. */
export type Copy = { pid: number; address: string | null };

export type Claim = { copy: Copy; release(): Promise<void> };

/**
 * Claims a data folder for this process, or says which living process has it. The claim is a listening socket and not
 * a file: it ends with the process, however that dies, so nothing stale can keep Kehai from starting.
 */
export async function claimFolder(folder: string): Promise<Claim | { takenBy: Copy }> {
  mkdirSync(folder, { recursive: true });
  const copy: Copy = { pid: process.pid, address: null };
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end(JSON.stringify(copy));
  });
  server.unref();
  const place = placeOf(folder);
  for (let attempt = 1; ; attempt++) {
    if (await listens(server, place)) return { copy, release: () => new Promise((done) => server.close(() => done())) };
    const takenBy = await runningCopy(folder);
    if (takenBy) return { takenBy };
    if (attempt === 3) throw new Error(`The claim on ${folder} could not be taken (${place}).`);
    // Only where sockets are files: what a killed process left.
    if (!place.startsWith("\0")) rmSync(place, { force: true });
  }
}

/** The copy that serves the folder at this moment, if one does. */
export async function runningCopy(folder: string): Promise<Copy | null> {
  return await new Promise((resolve) => {
    const socket = connect(placeOf(folder));
    socket.on("error", () => resolve(null));
    socket.on("connect", () => {
      text(socket).then(
        (answer) => resolve(JSON.parse(answer) as Copy),
        () => resolve(null),
      );
    });
  });
}

function listens(server: Server, place: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error));
    server.once("error", failed);
    server.listen(place, () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

/** Linux has socket names outside the file system, which vanish with their process. */
function placeOf(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const name = `kehai-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
