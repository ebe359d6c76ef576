import type { FastifyInstance, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Engine } from "#engine/ctx.ts";
import { notFound } from "#engine/errors.ts";
import { addTeamMember, readShares, readTeam, removeTeamMember, type Share, share, unshare } from "#engine/sharing/team.ts";
import { idOf, isUuid, read } from "./input.ts";
import { objectOf, readAs, writeAs } from "./work.ts";

const Level = Type.Object({
  level: Type.Union([Type.Literal("read"), Type.Literal("update")]),
  expiresAt: Type.Optional(Type.Union([Type.String({ format: "date-time" }), Type.Null()])),
});
const KINDS: readonly string[] = ["user", "department", "role"] satisfies Share["kind"][];

/** Who works on a record beside its owner, and whom it was opened to. */
export function sharingRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/:objects/:id/team", async (request) => {
    const object = objectOf(request);
    return { items: await readTeam(await readAs(engine, request), object.name, idOf(request)) };
  });

  app.put("/api/v1/:objects/:id/team/:user", async (request, reply) => {
    const object = objectOf(request);
    const member = { userId: idIn(request, "user"), ...read(Level, request.body) };
    await writeAs(engine, request, (ctx) => addTeamMember(ctx, object.name, idOf(request), member));
    return reply.code(204).send();
  });

  app.delete("/api/v1/:objects/:id/team/:user", async (request, reply) => {
    const object = objectOf(request);
    await writeAs(engine, request, (ctx) => removeTeamMember(ctx, object.name, idOf(request), idIn(request, "user")));
    return reply.code(204).send();
  });

  app.get("/api/v1/:objects/:id/shares", async (request) => {
    const object = objectOf(request);
    return { items: await readShares(await readAs(engine, request), object.name, idOf(request)) };
  });

  app.put("/api/v1/:objects/:id/shares/:kind/:principal", async (request, reply) => {
    const object = objectOf(request);
    const wish = { ...principalIn(request), ...read(Level, request.body) };
    await writeAs(engine, request, (ctx) => share(ctx, object.name, idOf(request), wish));
    return reply.code(204).send();
  });

  app.delete("/api/v1/:objects/:id/shares/:kind/:principal", async (request, reply) => {
    const object = objectOf(request);
    const { kind, principalId } = principalIn(request);
    await writeAs(engine, request, (ctx) => unshare(ctx, object.name, idOf(request), kind, principalId));
    return reply.code(204).send();
  });
}

function principalIn(request: FastifyRequest): { kind: Share["kind"]; principalId: string } {
  const { kind } = request.params as { kind: string };
  if (!KINDS.includes(kind)) throw notFound("share");
  return { kind: kind as Share["kind"], principalId: idIn(request, "principal") };
}

function idIn(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, string>)[name];
  if (!isUuid(value)) throw notFound("user");
  return value.toLowerCase();
}
