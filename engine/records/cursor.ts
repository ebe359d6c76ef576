import { createHash } from "node:crypto";
import { AppError } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";

/** The last row of a page: its sort key as the database writes it, null among the empty ones. */
export type Position = { key: string | null; id: string };

/** Names what a cursor belongs to, so that one of another sort or filter is refused instead of skipping rows. */
export function questionHash(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

/** The place after a row as a text for the caller, bound to the question it was asked in. */
export function encodeCursor(question: string, { key, id }: Position): string {
  return Buffer.from(JSON.stringify([question, key, id])).toString("base64url");
}

/** The place a cursor names; throws `query.bad_cursor` for one of another question, or none of ours. */
export function decodeCursor(cursor: string, question: string): Position {
  const [hash, key, id] = parsed(cursor);
  const isWhole = hash === question && (key === null || (typeof key === "string" && !key.includes("\0"))) && isUuid(id);
  if (!isWhole) throw new AppError("query.bad_cursor");
  return { key: key as string | null, id: id as string };
}

function parsed(cursor: string): unknown[] {
  try {
    const value = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
