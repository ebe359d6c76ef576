import type { Access } from "#engine/access/access.ts";
import type { Action } from "#engine/action.ts";
import { objectLabel, pluralLabel, type Words, wordsOf } from "#engine/labels.ts";
import type { Model, ModelObject } from "#engine/model/model.ts";
import type { ObjectModule } from "#engine/module.ts";
import { readSchema, ref, requiredKeys, type Schema, SHARED_SCHEMAS, schemaName, writeSchema } from "./openapi-schemas.ts";
import { ROUTES, type RouteNote } from "./route-notes.ts";

/** The API document of one caller: his objects, his fields, the actions he may use. */
export function openApiDocument(model: Model, modules: readonly ObjectModule[], access: Access, language: string): Schema {
  const words = wordsOf(modules, language);
  const objects = [...model.objects.values()].filter((object) => access.scope(object, "read") !== "none");
  const paths: Record<string, Record<string, Schema>> = {};
  const add = (method: string, path: string, operation: Schema) => {
    // A route of its own comes before what the general ones would say of the path.
    paths[path] = { [method.toLowerCase()]: operation, ...paths[path] };
  };

  for (const note of ROUTES) {
    if (!note.path.includes("/:objects")) add(note.method, documentPath(note.path), operationOf(note, null, words));
    else if (!note.path.includes("/:action"))
      for (const object of objects) add(note.method, documentPath(note.path, object), operationOf(note, object, words));
  }
  for (const object of objects) {
    for (const action of object.actions.values()) {
      if (access.scope(object, action.name) === "none") continue;
      add("post", `/api/v1/${object.path}/{id}/${action.name}`, actionOperation(object, action, words));
      add("post", `/api/v1/${object.path}/${action.name}`, actionOnManyOperation(object, action, words));
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Kehai 客海",
      version: `1.${model.version}`,
      description: "The API of one company, as its caller may use it.",
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }, { cookie: [] }],
    tags: objects.map((object) => ({ name: object.name, description: pluralLabel(words, object) })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "kehai_session" },
      },
      parameters: { Company: COMPANY },
      responses: { Problem: PROBLEM },
      schemas: {
        ...SHARED_SCHEMAS,
        ...Object.fromEntries(objects.flatMap((object) => schemasOf(object, objects, access, words))),
      },
    },
  };
}

const COMPANY = {
  name: "Kehai-Company",
  in: "header",
  description: "Slug of the company; may be left out by those who belong to one only.",
  schema: { type: "string" },
};
const PROBLEM = {
  description: "What is wrong",
  content: { "application/problem+json": { schema: ref("Problem") } },
};

function schemasOf(object: ModelObject, objects: readonly ModelObject[], access: Access, words: Words): [string, Schema][] {
  const name = schemaName(object);
  const line = objects.find((one) => one.name === object.lines?.object);
  const write = writeSchema(object, access, words, line);
  const required = requiredKeys(object, access);
  return [
    [name, readSchema(object, access, words, line)],
    [`${name}Changes`, write],
    [`${name}Input`, { ...write, ...(required.length > 0 ? { required } : {}) }],
    [
      `${name}Page`,
      {
        type: "object",
        properties: { items: { type: "array", items: ref(name) }, next: { type: ["string", "null"] } },
        required: ["items", "next"],
      },
    ],
    [
      `${name}RecordPage`,
      {
        type: "object",
        properties: {
          record: ref(name),
          timeline: { type: ["object", "null"] },
          related: { type: "array", items: ref("RelatedCount") },
        },
        required: ["record", "timeline", "related"],
      },
    ],
  ];
}

/** `/api/v1/:objects/:id` → `/api/v1/follow-ups/{id}`. */
function documentPath(path: string, object?: ModelObject): string {
  return path.replace("/:objects", `/${object?.path ?? ""}`).replace(/:(\w+)/g, "{$1}");
}

function operationOf(note: RouteNote, object: ModelObject | null, words: Words): Schema {
  const isPublic = note.access === "public";
  const parameters = [
    ...(note.access === undefined ? [{ $ref: "#/components/parameters/Company" }] : []),
    ...pathParameters(note.path),
    ...(note.query ?? []).map((parameter) => ({ in: "query", ...parameter })),
    ...(note.headers ?? []).map(({ name, required }) => ({
      in: "header",
      name,
      required: required ?? false,
      schema: { type: "string" },
    })),
  ];
  return {
    operationId: operationId(note, object),
    summary: object ? `${note.summary}: ${objectLabel(words, object)}` : note.summary,
    tags: [object?.name ?? note.path.split("/")[3] ?? "health"],
    ...(isPublic ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(note.body === undefined ? {} : { requestBody: bodyOf(note, object) }),
    responses: { [note.status ?? 200]: answerOf(note, object), default: { $ref: "#/components/responses/Problem" } },
  };
}

function operationId(note: RouteNote, object: ModelObject | null): string {
  const words = note.path
    .replace("/api/v1/", "/")
    .replace("/:objects", "")
    .split("/")
    .filter((part) => part !== "" && part !== "api")
    .map((part) => part.replace(/[:.]/g, ""));
  return [note.method.toLowerCase(), object?.name, ...words].filter(Boolean).join("_").replace(/-/g, "_");
}

function pathParameters(path: string): Schema[] {
  return [...path.matchAll(/:(\w+)/g)]
    .map(([, name]) => name!)
    .filter((name) => name !== "objects")
    .map((name) => ({
      in: "path",
      name,
      required: true,
      schema: name === "id" ? { type: "string", format: "uuid" } : { type: "string" },
    }));
}

function bodyOf(note: RouteNote, object: ModelObject | null): Schema {
  const content = note.multipart ? "multipart/form-data" : "application/json";
  return { required: true, content: { [content]: { schema: schemaFor(note.body!, object) } } };
}

function answerOf(note: RouteNote, object: ModelObject | null): Schema {
  if (note.answer === undefined) return { description: "Done" };
  const media = note.media ?? "application/json";
  return { description: "The answer", content: { [media]: { schema: schemaFor(note.answer, object) } } };
}

/** `$Record`, `$Input`, `$Changes`, `$Page` and `$RecordPage` stand for the object's own schemas. */
function schemaFor(schema: Schema | string, object: ModelObject | null): Schema {
  if (typeof schema !== "string") return schema;
  if (!schema.startsWith("$")) return ref(schema);
  return ref(schemaName(object!) + (schema === "$Record" ? "" : schema.slice(1)));
}

function actionOperation(object: ModelObject, action: Action, words: Words): Schema {
  return {
    operationId: `post_${object.name}_${action.name}`,
    summary: actionLabel(object, action, words),
    tags: [object.name],
    parameters: [{ $ref: "#/components/parameters/Company" }, ...pathParameters("/:id")],
    requestBody: { content: { "application/json": { schema: structuredClone(action.input) } } },
    responses: {
      200: {
        description: "The record as it stands",
        content: { "application/json": { schema: { anyOf: [ref(schemaName(object)), { type: "object" }] } } },
      },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function actionOnManyOperation(object: ModelObject, action: Action, words: Words): Schema {
  return {
    operationId: `post_${object.name}_${action.name}_on_many`,
    summary: actionLabel(object, action, words),
    tags: [object.name],
    parameters: [{ $ref: "#/components/parameters/Company" }],
    requestBody: { required: true, content: { "application/json": { schema: ref("ManyTargets") } } },
    responses: {
      200: { description: "Each record's result", content: { "application/json": { schema: ref("ManyResults") } } },
      202: { description: "Too many at once: a job does it", content: { "application/json": { schema: ref("Job") } } },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function actionLabel(object: ModelObject, action: Action, words: Words): string {
  return words([`${object.name}.actions.${action.name}`, `system.actions.${action.name}`, action.name]);
}
