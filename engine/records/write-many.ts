import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { dropEvents, settleEvents } from "../history/write-events.ts";
import { asAppError } from "./database-errors.ts";
import type { Draft } from "./draft.ts";
import { forgetHeld } from "./held-locks.ts";
import type { Outcome } from "./records.ts";

const CHUNK = 500;

/**
 * Writes many records with an outcome for each. A chunk that the database refuses is halved until the guilty records stand
 * alone, so that one bad record costs a few statements more and nobody else his place.
 */
export async function writeMany<T>(
  ctx: Ctx,
  inputs: readonly T[],
  write: (chunk: readonly T[]) => Promise<Draft[]>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < inputs.length; i += CHUNK) outcomes.push(...(await writeChunk(ctx, inputs.slice(i, i + CHUNK), write)));
  return outcomes;
}

async function writeChunk<T>(
  ctx: Ctx,
  chunk: readonly T[],
  write: (chunk: readonly T[]) => Promise<Draft[]>,
): Promise<Outcome[]> {
  await settleEvents(ctx.db);
  await ctx.db.execute(sql`savepoint chunk`);
  try {
    const drafts = await write(chunk);
    await ctx.db.execute(sql`release savepoint chunk`);
    return drafts.map(outcomeOf);
  } catch (error) {
    const refusal = asAppError(ctx.model, error);
    if (!(refusal instanceof AppError)) throw error;
    await ctx.db.execute(sql`rollback to savepoint chunk`);
    forgetHeld(ctx.db);
    dropEvents(ctx.db);
    if (chunk.length === 1) return [{ ok: false, error: refusal }];
    const middle = chunk.length >> 1;
    return [...(await writeChunk(ctx, chunk.slice(0, middle), write)), ...(await writeChunk(ctx, chunk.slice(middle), write))];
  }
}

function outcomeOf({ error, record, warnings }: Draft): Outcome {
  return error === null ? { ok: true, record, warnings } : { ok: false, error };
}
