import type { FastifyInstance } from "fastify";
import { addField, addObject, changeField, type FieldWish, type ObjectWish, setOptions } from "#engine/company/customise.ts";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { wireModel } from "#engine/model/wire-model.ts";
import type { ChoiceOption } from "#engine/object.ts";
import { callerOf } from "./caller.ts";
import { valuesOf } from "./record.routes.ts";
import { readAs } from "./work.ts";

/** The effective model as the caller may know it, and its customisation by the administrator. */
export function modelRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/model", async (request) => {
    const ctx = await readAs(engine, request);
    return wireModel(ctx.model, engine.modules, ctx.access, callerOf(request).actor.language);
  });

  app.post("/api/v1/model/objects", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const wish = valuesOf(request);
    refuseUnless(isText(wish.name) && isText(wish.plural) && isLabel(wish.label));
    return reply.code(201).send({ name: await addObject(ctx, wish as unknown as ObjectWish) });
  });

  app.post("/api/v1/model/objects/:name/fields", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const wish = valuesOf(request);
    refuseUnless(isText(wish.name) && isText(wish.type) && isLabel(wish.label));
    const { name } = request.params as { name: string };
    return reply.code(201).send({ name: await addField(ctx, name, wish as unknown as FieldWish) });
  });

  app.patch("/api/v1/model/objects/:name/fields/:field", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const { name, field } = request.params as { name: string; field: string };
    await changeField(ctx, name, field, valuesOf(request) as any);
    return reply.code(204).send();
  });

  app.put("/api/v1/model/objects/:name/fields/:field/options", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const { name, field } = request.params as { name: string; field: string };
    const { options } = valuesOf(request);
    refuseUnless(Array.isArray(options) && options.length <= 500 && options.every((option) => isText(option?.value)));
    await setOptions(ctx, name, field, options as ChoiceOption[]);
    return reply.code(204).send();
  });
}

function refuseUnless(holds: boolean): void {
  if (!holds) throw new AppError("invalid");
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= 120;
}

function isLabel(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((text) => typeof text === "string" && text.length <= 120)
  );
}
