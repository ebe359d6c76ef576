import { mustHaveMailer, type NewMail, sendMail } from "../collaboration/mail/send-mail.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { type AskedDocument, makeDocument } from "./make-document.ts";

/** Sends a document of a record by mail, as it is at this moment: what was sent is kept with the letter. */
export async function mailDocument(
  ctx: Ctx,
  object: ModelObject,
  id: string,
  asked: AskedDocument,
  letter: Pick<NewMail, "to" | "cc" | "subject" | "body">,
): Promise<AnyRecord> {
  mustHaveMailer(ctx);
  const record = await ctx.records.get(object.name, id);
  await object.documents.get(asked.name)?.sending?.(record, ctx);
  const attachment = await makeDocument(ctx, object, id, asked);
  return await sendMail(ctx, { ...letter, about: { object: object.name, id }, attachment });
}
