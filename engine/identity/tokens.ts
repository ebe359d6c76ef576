import { createHash, randomBytes } from "node:crypto";

/** A secret of 256 random bits, and what is stored of it: its hash alone. */
export function newToken(prefix = ""): { token: string; hash: Buffer } {
  const token = prefix + randomBytes(32).toString("base64url");
  return { token, hash: tokenHash(token) };
}

/** Tokens are random, so one round of SHA-256 is enough to make a leaked table useless. */
export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
