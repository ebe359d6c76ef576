import { Readable } from "node:stream";
import type { Ctx } from "../../ctx.ts";
import { AppError, type FieldProblem, invalid } from "../../errors.ts";
import { emailKind } from "../../fields/contact.ts";
import type { AnyRecord } from "../../object.ts";
import { recordFile, storeBytes } from "../file/store-file.ts";
import { DELIVER_MAIL } from "./deliver-mail.ts";
import { mail } from "./mail.object.ts";

export type NewMail = {
  about: { object: string; id: string };
  to: readonly string[];
  cc?: readonly string[];
  subject: string;
  body: string;
  attachment?: { name: string; bytes: Buffer };
};

const MOST_ADDRESSES = 20;

/**
 * Keeps a letter about a record and queues it, in the transaction of the context: it goes out if and only if the work is
 * committed. Throws `mail.not_configured`, or `invalid` with what is wrong at `to`, `cc` or `subject`.
 */
export async function sendMail(ctx: Ctx, { about, to, cc = [], subject, body, attachment }: NewMail): Promise<AnyRecord> {
  mustHaveMailer(ctx);
  const addresses = { to: addressesOf("to", to), cc: addressesOf("cc", cc) };
  const heading = subject.trim();
  const problems = [
    ...(addresses.to.length === 0 ? [{ field: "to", code: "invalid.required" }] : []),
    ...(heading === "" ? [{ field: "subject", code: "invalid.required" }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);

  const values = {
    aboutObject: about.object,
    aboutId: about.id,
    to: addresses.to.join(", "),
    cc: addresses.cc.join(", ") || null,
    subject: heading,
    body,
    attachmentId: attachment ? await keep(ctx, about, attachment) : null,
  };
  const kept = await ctx.records.create(mail, values, { as: "engine" });
  await queueDelivery(ctx, kept.id);
  return kept;
}

/** Throws `mail.not_configured` where no mail server is set up: ask before anything else is changed for a letter. */
export function mustHaveMailer({ engine }: Ctx): void {
  if (engine.mailer === null) throw new AppError("mail.not_configured");
}

/** Hands a kept letter to the workers, once the transaction is through; one that waits already is not queued again. */
export async function queueDelivery({ engine, db, company }: Ctx, id: string): Promise<void> {
  await engine.jobs.add(db, DELIVER_MAIL, { company: company.slug, mail: id }, { key: `${DELIVER_MAIL}:${id}` });
}

/** What was sent is a file of the record, for whoever sees the record. */
async function keep(ctx: Ctx, about: NewMail["about"], { name, bytes }: NonNullable<NewMail["attachment"]>): Promise<string> {
  const stored = await storeBytes(ctx.engine, name, Readable.from([bytes]));
  return (await recordFile(ctx, stored, { name, about })).id;
}

function addressesOf(field: "to" | "cc", stated: readonly string[]): string[] {
  const problems: FieldProblem[] = [];
  const found = stated.flatMap((address) => {
    const parsed = emailKind.parse(address, undefined as never, undefined as never);
    if ("value" in parsed) return parsed.value === null ? [] : [parsed.value as string];
    problems.push({ field, code: "invalid.email", params: { value: address } });
    return [];
  });
  if (found.length > MOST_ADDRESSES) problems.push({ field, code: "invalid.too_many_values", params: { max: MOST_ADDRESSES } });
  if (problems.length > 0) throw invalid(problems);
  return [...new Set(found)];
}
