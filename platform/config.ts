import { totalmem } from "node:os";
import { resolve } from "node:path";

export type Config = {
  port: number;
  host: string;
  /** Folder of everything Kehai keeps on disk. */
  data: string;
  /** An outside PostgreSQL; null starts the embedded one. */
  databaseUrl: string | null;
  /** Address people reach Kehai at, when a proxy stands before it. */
  publicUrl: string | null;
  /** Where mail is handed in, and the sender it goes out as; null when none is to be sent. */
  smtp: { url: string; from: string } | null;
  logLevel: string;
  /** What the embedded PostgreSQL may keep of tables and indexes in its own memory; a company that is small never touches it. */
  sharedBuffers: string;
};

/** Reads the settings of the environment, once per process; a bad one is refused with its name. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    port: port(env.PORT ?? "3000"),
    host: env.HOST ?? "127.0.0.1",
    data: resolve(env.KEHAI_DATA ?? "data"),
    databaseUrl: env.DATABASE_URL ? url("DATABASE_URL", env.DATABASE_URL, ["postgres:", "postgresql:"]) : null,
    publicUrl: env.PUBLIC_URL ? url("PUBLIC_URL", env.PUBLIC_URL, ["http:", "https:"]).replace(/\/+$/, "") : null,
    smtp: env.SMTP_URL ? { url: url("SMTP_URL", env.SMTP_URL, ["smtp:", "smtps:"]), from: sender(env.MAIL_FROM) } : null,
    logLevel: env.LOG_LEVEL ?? "warn",
    sharedBuffers: env.KEHAI_SHARED_BUFFERS ?? `${anEighthOfMemory()}MB`,
  };
}

/** In megabytes, at least 128. What is not used is not taken: the cluster of a small company stays at what it holds. */
function anEighthOfMemory(): number {
  return Math.max(128, Math.floor(totalmem() / 8 / 2 ** 20));
}

function port(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new Error(`PORT is no port number: ${value}`);
  return number;
}

function sender(value: string | undefined): string {
  if (!value || !/^[^<>@]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(value)) {
    throw new Error("MAIL_FROM has to name the sender of mail: crm@example.com, or 客海 <crm@example.com>");
  }
  return value;
}

function url(name: string, value: string, protocols: string[]): string {
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    throw new Error(`${name} is not an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`);
  }
  return value;
}
