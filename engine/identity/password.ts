import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AppError } from "../errors.ts";

const derive = promisify(argon2) as (algorithm: string, parameters: Argon2Parameters) => Promise<Buffer>;
// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
export const MIN_PASSWORD = 10;
const MAX_PASSWORD = 200;

/** An argon2id hash of a password as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive("argon2id", { message: password.normalize("NFKC"), nonce, tagLength: TAG_BYTES, ...COST });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(nonce)}$${plain(tag)}`;
}

/** Whether the password matches; an absent hash takes as long as a wrong password, so that logins cannot be probed. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? "");
  const [memory, passes, parallelism] = parts ? parts.slice(1, 4).map(Number) : [COST.memory, COST.passes, COST.parallelism];
  const nonce = parts ? Buffer.from(parts[4]!, "base64") : Buffer.alloc(16);
  const expected = parts ? Buffer.from(parts[5]!, "base64") : Buffer.alloc(TAG_BYTES);
  const tag = await derive("argon2id", {
    message: password.slice(0, MAX_PASSWORD * 4).normalize("NFKC"),
    nonce,
    tagLength: expected.length,
    memory: memory!,
    passes: passes!,
    parallelism: parallelism!,
  });
  return parts !== null && timingSafeEqual(tag, expected);
}

/** Refuses passwords that are short or repeat the login. */
export function checkPassword(password: string, login: string, field = "password"): void {
  const isWeak =
    password.length < MIN_PASSWORD || password.length > MAX_PASSWORD || password.toLowerCase() === login.toLowerCase();
  if (!isWeak) return;
  throw new AppError("invalid", { errors: [{ field, code: "invalid.password_weak", params: { min: MIN_PASSWORD } }] });
}

function plain(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
