import { buffer } from "node:stream/consumers";
import type { Letter } from "#platform/mail.ts";
import { companyBySlug } from "../../company/company.ts";
import { inTransaction, reading } from "../../context.ts";
import type { Company, Ctx, Engine, SystemActor } from "../../ctx.ts";
import type { RecordOf } from "../../object.ts";
import { mail } from "./mail.object.ts";

export const DELIVER_MAIL = "deliver-mail";

const postman: SystemActor = {
  kind: "system",
  name: "postman",
  rights: { mail: ["read", "update"], file: ["read"], user: ["read"] },
  source: "job",
  language: "zh-CN",
};

/** The job library waits longer after each attempt: ten of them are about nine hours. */
const LAST_ATTEMPT = 10;

/**
 * Hands a queued letter to the mail server and notes what came of it. A passing trouble is thrown, so that the queue tries
 * again; a refusal, or the last attempt, is final and shown on the letter.
 */
export async function deliverMail(engine: Engine, payload: Record<string, any>, { attempt }: { attempt: number }): Promise<void> {
  const company = await companyBySlug(engine.database, payload.company);
  if (company === null || engine.mailer === null) return;
  const ctx = await reading(engine, company, postman);
  const [letter] = await ctx.records.find(mail, { filter: { field: "id", op: "eq", value: payload.mail }, limit: 1 });
  if (letter?.status !== "queued") return;

  try {
    await engine.mailer.send(await letterOf(ctx, letter));
  } catch (error) {
    const isFinal = attempt >= LAST_ATTEMPT || engine.mailer.isRefusal(error);
    await note(engine, company, letter.id, {
      failure: String((error as Error).message).slice(0, 500),
      ...(isFinal ? { status: "failed" } : {}),
    });
    if (isFinal) return;
    throw error;
  }
  await note(engine, company, letter.id, { status: "sent", sentAt: engine.clock.now().toISOString(), failure: null });
}

async function letterOf(ctx: Ctx, letter: RecordOf<typeof mail>): Promise<Letter> {
  const [sender] = await ctx.records.find("user", { filter: { field: "id", op: "eq", value: letter.createdById }, limit: 1 });
  return {
    id: letter.id,
    to: listed(letter.to),
    cc: listed(letter.cc),
    // An answer goes to the person, not to the machine.
    replyTo: sender?.email ?? null,
    subject: letter.subject,
    text: letter.body ?? "",
    attachments: letter.attachmentId === null ? [] : [await attachmentOf(ctx, letter.attachmentId)],
  };
}

async function attachmentOf(ctx: Ctx, id: string): Promise<Letter["attachments"][number]> {
  const { name, mediaType, storageKey } = await ctx.records.get("file", id);
  return { name, mediaType, bytes: await buffer(await ctx.engine.files.get(storageKey)) };
}

async function note(engine: Engine, company: Company, id: string, values: Record<string, unknown>): Promise<void> {
  await inTransaction(engine, company, postman, (ctx) => ctx.records.update(mail, id, values, { as: "engine" }));
}

function listed(addresses: string | null): string[] {
  return addresses === null ? [] : addresses.split(", ");
}
