import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { makeDocument, readDocument } from "#engine/document/make-document.ts";
import { disposition } from "./disposition.ts";
import { idOf } from "./input.ts";
import { isYes } from "./list-query.ts";
import { objectOf, readAs } from "./work.ts";

/** Papers made of a record: `…/documents/quote` is what it says, `…/documents/quote.pdf` the paper. */
export function documentRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/:objects/:id/documents/:document", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const [name, format] = partsOf(request);
    const { inline, input } = askedFor(request);
    const ctx = await readAs(engine, request);
    if (format === undefined) return await readDocument(ctx, object, id, name, input);

    const made = await makeDocument(ctx, object, id, { name, format, input });
    return reply
      .type(made.mediaType)
      .header("content-disposition", disposition(inline ? "inline" : "attachment", made.name))
      .header("cache-control", "private, no-store")
      .send(made.bytes);
  });
}

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
