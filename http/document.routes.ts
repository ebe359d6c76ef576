import type { FastifyInstance, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Engine } from "#engine/ctx.ts";
import { mailDocument } from "#engine/document/mail-document.ts";
import { printDocument, readDocument } from "#engine/document/make-document.ts";
import { disposition } from "./disposition.ts";
import { once } from "./idempotency.ts";
import { idOf, read } from "./input.ts";
import { isYes } from "./list-query.ts";
import { objectOf, readAs, wireOne, writeAs } from "./work.ts";

/** Papers made of a record: `…/documents/quote` is what it says, `…/documents/quote.pdf` the paper. */
export function documentRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/:objects/:id/documents/:document", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const [name, format] = partsOf(request);
    const { inline, input } = askedFor(request);
    const ctx = await readAs(engine, request);
    if (format === undefined) return await readDocument(ctx, object, id, name, input);

    const made = await printDocument(ctx, object, id, { name, format, input });
    return reply
      .type(made.mediaType)
      .header("content-disposition", disposition(inline ? "inline" : "attachment", made.name))
      .header("cache-control", "private, no-store")
      .send(made.bytes);
  });

  app.post("/api/v1/:objects/:id/documents/:document/mails", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const [name] = partsOf(request);
    const { format = "pdf", input = {}, ...letter } = read(Mail, request.body);
    const answer = await writeAs(engine, request, (ctx) =>
      once(ctx, request, reply, async () => {
        const mail = await mailDocument(ctx, object, id, { name, format, input }, letter);
        return { status: 201, body: await wireOne(ctx, ctx.model.objects.get("mail")!, mail) };
      }),
    );
    return reply.code(answer.status).send(answer.body);
  });
}

const Mail = Type.Object(
  {
    to: Type.Array(Type.String(), { maxItems: 20 }),
    cc: Type.Optional(Type.Array(Type.String(), { maxItems: 20 })),
    subject: Type.String(),
    body: Type.String({ maxLength: 20_000 }),
    format: Type.Optional(Type.String()),
    input: Type.Optional(Type.Object({})),
  },
  { additionalProperties: false },
);

/** `statement.pdf` → name and format. */
function partsOf(request: FastifyRequest): [name: string, format: string | undefined] {
  const { document } = request.params as { document: string };
  const [name = "", format] = document.split(".");
  return [name, format];
}

/** What the document asks for, without what the address says to the route. */
function askedFor(request: FastifyRequest): { inline: boolean; input: Record<string, unknown> } {
  const { inline, company: _, ...input } = request.query as Record<string, unknown>;
  return { inline: isYes(inline as string | undefined), input };
}
