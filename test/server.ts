import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

export type RunningServer = {
  url: string;
  pid: number;
  /** Everything it has printed. */
  output(): string;
  /** Resolves with its exit code, null after a killing signal. */
  exited: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

const MAIN = join(dirname(import.meta.dirname), "app/main.ts");
const PATIENCE_MS = 180_000;

/** Starts a real server process on a free port; resolves when it has told its address. */
export async function startServer(env: Record<string, string>): Promise<RunningServer> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const exited = once(child, "exit").then(([code]) => {
    process.off("exit", kill);
    return code as number | null;
  });
  let output = "";
  child.stderr.on("data", (piece) => {
    output += piece;
  });
  const address = addressOf(child, (line) => {
    output += `${line}\n`;
  });
  const url = await Promise.race([
    address,
    exited.then((code) => Promise.reject(new Error(`the server ended with ${code}: ${output}`))),
    later(PATIENCE_MS).then(() => Promise.reject(new Error(`the server did not start: ${output}`))),
  ]).catch((error: unknown) => {
    // Left running it would stand in the way of the next one.
    kill();
    throw error;
  });
  return {
    url,
    pid: child.pid!,
    output: () => output,
    exited,
    stop: (signal = "SIGINT") => {
      child.kill(signal);
      return exited;
    },
  };
}

function addressOf(child: ChildProcess, heard: (line: string) => void): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      heard(line);
      const address = /Kehai.*(http:\/\/\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
