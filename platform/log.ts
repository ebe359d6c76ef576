import { type Logger, pino } from "pino";

export type Log = Logger;

/** JSON lines on standard error, so that standard output stays the program's answer. Secrets are never passed in. */
export function openLog(level: string): Log {
  return pino({ level, redact: ["password", "*.password", "headers.authorization", "headers.cookie"] }, pino.destination(2));
}
