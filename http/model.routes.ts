import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { addField, addObject, changeField, type FieldWish, setOptions } from "#engine/company/customise.ts";
import type { Engine } from "#engine/ctx.ts";
import { wireModel } from "#engine/model/wire-model.ts";
import { callerOf } from "./caller.ts";
import { read } from "./input.ts";
import { readAs } from "./work.ts";

const Words = Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 120 }));
const Name = Type.String({ minLength: 1, maxLength: 120 });
const Option = Type.Object(
  {
    value: Name,
    label: Type.Optional(Words),
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    tone: Type.Optional(Type.Enum(["neutral", "progress", "success", "warning", "danger"])),
    types: Type.Optional(Type.Array(Name, { maxItems: 50 })),
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    retired: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const Options = Type.Object({ options: Type.Array(Option, { maxItems: 500 }) }, { additionalProperties: false });

/** What an administrator may say of a field; whatever else a definition knows is for those who write objects. */
const said = {
  required: Type.Optional(Type.Boolean()),
  default: Type.Optional(Type.Unknown()),
  options: Type.Optional(Options.properties.options),
};
const NewField = Type.Object(
  {
    ...said,
    name: Name,
    type: Name,
    label: Words,
    unique: Type.Optional(Type.Boolean()),
    indexed: Type.Optional(Type.Boolean()),
    to: Type.Optional(Name),
    min: Type.Optional(Type.Number()),
    max: Type.Optional(Type.Number()),
    scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 8 })),
  },
  { additionalProperties: false },
);
const FieldChanges = Type.Object(
  { ...said, label: Type.Optional(Words), retired: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
const NewObject = Type.Object(
  { name: Name, plural: Name, label: Words, pluralLabel: Type.Optional(Words), area: Type.Optional(Name) },
  { additionalProperties: false },
);

/** The effective model as the caller may know it, and its customisation by the administrator. */
export function modelRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/model", async (request) => {
    const ctx = await readAs(engine, request);
    return wireModel(ctx.model, engine.modules, ctx.access, callerOf(request).actor.language);
  });

  app.post("/api/v1/model/objects", async (request, reply) => {
    const ctx = await readAs(engine, request);
    return reply.code(201).send({ name: await addObject(ctx, read(NewObject, request.body)) });
  });

  app.post("/api/v1/model/objects/:name/fields", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const { name } = request.params as { name: string };
    return reply.code(201).send({ name: await addField(ctx, name, read(NewField, request.body) as FieldWish) });
  });

  app.patch("/api/v1/model/objects/:name/fields/:field", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const { name, field } = request.params as { name: string; field: string };
    await changeField(ctx, name, field, read(FieldChanges, request.body));
    return reply.code(204).send();
  });

  app.put("/api/v1/model/objects/:name/fields/:field/options", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const { name, field } = request.params as { name: string; field: string };
    await setOptions(ctx, name, field, read(Options, request.body).options);
    return reply.code(204).send();
  });
}
