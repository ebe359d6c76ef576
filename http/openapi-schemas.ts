import type { Access } from "#engine/access/access.ts";
import { fieldKind } from "#engine/fields/field-kind.ts";
import { fieldLabel, objectLabel, type Words } from "#engine/labels.ts";
import type { ModelField, ModelObject } from "#engine/model/model.ts";
import { MOST_LINES } from "#engine/object.ts";

export type Schema = Record<string, unknown>;

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** `followUp` → `FollowUp`, `xo_visit` → `XoVisit`. */
export function schemaName(object: ModelObject): string {
  return object.name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** A record as it is read: references with their titles, money with its currency and base amount. */
export function readSchema(object: ModelObject, access: Access, words: Words, line?: ModelObject): Schema {
  const fields = shownFields(object, access);
  return {
    type: "object",
    title: objectLabel(words, object),
    properties: {
      ...Object.fromEntries(fields.map((field) => [field.name, titled(readValue(field), object, field, words)])),
      ...(line ? { lines: { type: "array", items: ref(schemaName(line)) } } : {}),
      can: ref("Can"),
      awaits: ref("Awaits"),
    },
    required: ["id"],
  };
}

/** What a create or change may send: references by `…Id`, lines in their order, those that exist with their id. */
export function writeSchema(object: ModelObject, access: Access, words: Words, line?: ModelObject): Schema {
  const fields = shownFields(object, access).filter(
    (field) => (field.changedBy ?? "people") === "people" && access.field(object, field.name) === "edit",
  );
  const keys = fields.flatMap((field): [string, Schema][] => {
    const written = titled(writeValue(field), object, field, words);
    if (field.type !== "anyReference") return [[field.key, written]];
    return [
      [`${field.name}Object`, { type: "string", ...(field.toAny?.length ? { enum: field.toAny } : {}) }],
      [field.key, written],
    ];
  });
  const properties = { ...Object.fromEntries(keys), ...(line ? { lines: writtenLines(line, access, words) } : {}) };
  return { type: "object", title: objectLabel(words, object), properties, additionalProperties: false };
}

function writtenLines(line: ModelObject, access: Access, words: Words): Schema {
  const { properties, ...schema } = writeSchema(line, access, words);
  const { [line.fields.get(line.lineOf!.by)!.key]: _document, ...stated } = properties as Record<string, Schema>;
  return {
    type: "array",
    maxItems: MOST_LINES,
    items: { ...schema, properties: { id: { type: "string", format: "uuid" }, ...stated } },
  };
}

/** Keys a create cannot do without. */
export function requiredKeys(object: ModelObject, access: Access): string[] {
  return shownFields(object, access)
    .filter((field) => field.required && !startsFilled(field) && (field.changedBy ?? "people") === "people")
    .map((field) => field.key);
}

function startsFilled({ default: value, startsToday, ownership }: ModelField): boolean {
  return value !== undefined || startsToday === true || ownership === true;
}

function shownFields(object: ModelObject, access: Access): ModelField[] {
  return [...object.fields.values()].filter((field) => !field.retired && access.field(object, field.name) !== "hide");
}

function titled(schema: Schema, object: ModelObject, field: ModelField, words: Words): Schema {
  return { title: fieldLabel(words, object, field), ...schema };
}

function writeValue(field: ModelField): Schema {
  return orNull({ ...fieldKind(field.type).schema(field) }, field);
}

function readValue(field: ModelField): Schema {
  switch (field.type) {
    case "reference":
    case "file":
    case "image":
    case "anyReference":
      return orNull(ref("Reference"), field);
    case "multiReference":
      return { type: "array", items: ref("Reference") };
    case "money":
      return orNull(ref("Money"), field);
    case "figure":
      return { type: field.figure === "money" ? ["string", "null"] : ["number", "null"], readOnly: true };
    case "rollup":
      return { type: field.rollup?.kind === "count" ? "integer" : ["string", "null"], readOnly: true };
    default:
      return { ...writeValue(field), ...(field.changedBy && field.changedBy !== "people" ? { readOnly: true } : {}) };
  }
}

function orNull(schema: Schema, field: ModelField): Schema {
  if (field.required || field.system) return schema;
  if (typeof schema.type === "string" && !schema.enum) return { ...schema, type: [schema.type, "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

/** Schemas every document has, whatever the model. */
export const SHARED_SCHEMAS: Readonly<Record<string, Schema>> = {
  Reference: {
    type: "object",
    description: "Another record. `hidden` when the caller may not know which.",
    properties: {
      id: { type: "string", format: "uuid" },
      title: { type: ["string", "null"] },
      object: { type: "string" },
      hidden: { const: true },
    },
  },
  Money: {
    type: "object",
    properties: {
      amount: { type: "string", examples: ["12.30"] },
      currency: { type: "string", examples: ["CNY"] },
      base: { type: ["string", "null"], description: "In the company's currency." },
    },
    required: ["amount", "currency"],
  },
  Can: {
    type: "object",
    description: "Action → true, or the code why not. Absent actions are not the caller's to use.",
    additionalProperties: { anyOf: [{ const: true }, { type: "string" }] },
  },
  Awaits: {
    type: "object",
    description: "Of the blocked actions, those that wait only for a field to be filled in → that field.",
    additionalProperties: { type: "string" },
  },
  Filter: {
    description:
      'A tree: `{"and":[…]}`, `{"or":[…]}`, `{"not":…}`, `{"field":…,"op":…,"value":…}`, `{"some":…,"where":…}`, `{"none":…,"where":…}`.',
    type: "object",
    examples: [
      {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "createdAt", op: "within", value: "thisMonth" },
        ],
      },
    ],
  },
  Query: {
    type: "object",
    properties: {
      filter: ref("Filter"),
      sort: { type: "string", examples: ["-createdAt"] },
      fields: { type: "array", items: { type: "string" } },
      expand: { type: "array", items: { type: "string" } },
      limit: { type: "integer", minimum: 1, default: 50 },
      cursor: { type: "string" },
      q: { type: "string", maxLength: 100 },
      can: { type: "boolean" },
      deleted: { type: "boolean" },
    },
  },
  CountQuery: { type: "object", properties: { filter: ref("Filter"), q: { type: "string" } } },
  Count: {
    type: "object",
    properties: { count: { type: "integer" }, exact: { type: "boolean" } },
    required: ["count", "exact"],
  },
  RelatedCount: {
    type: "object",
    description: "How many records of `object` refer to a record by their field `by`.",
    properties: { object: { type: "string" }, by: { type: "string" }, count: { type: "integer" }, exact: { type: "boolean" } },
    required: ["object", "by", "count", "exact"],
  },
  AggregateQuery: {
    type: "object",
    properties: {
      filter: ref("Filter"),
      groupBy: { type: "array", items: { type: "string", examples: ["closeDate:month"] } },
      measures: {
        type: "object",
        additionalProperties: {
          type: "object",
          properties: { fn: { enum: ["count", "countDistinct", "sum", "avg", "min", "max"] }, field: { type: "string" } },
          required: ["fn"],
        },
      },
      sort: { type: "string" },
      limit: { type: "integer" },
    },
    required: ["measures"],
  },
  AggregateAnswer: {
    type: "object",
    properties: {
      rows: {
        type: "array",
        items: { type: "object", properties: { group: { type: "object" }, measures: { type: "object" } } },
      },
    },
  },
  ManyTargets: {
    type: "object",
    description: "The records named, or those a filter finds.",
    properties: {
      ids: { type: "array", maxItems: 1_000, items: { type: "string", format: "uuid" } },
      filter: ref("Filter"),
      input: { type: "object" },
    },
  },
  ManyResults: {
    type: "object",
    properties: {
      results: {
        type: "array",
        items: {
          type: "object",
          properties: {
            id: { type: "string" },
            ok: { type: "boolean" },
            record: { type: "object" },
            problem: ref("Problem"),
          },
        },
      },
    },
  },
  Job: {
    type: "object",
    properties: {
      id: { type: "string", format: "uuid" },
      kind: { type: "string" },
      state: { enum: ["waiting", "running", "done", "failed", "cancelled"] },
      done: { type: "integer" },
      total: { type: ["integer", "null"] },
      result: { type: ["object", "null"] },
      createdAt: { type: "string", format: "date-time" },
    },
  },
  Level: {
    type: "object",
    properties: { level: { enum: ["read", "update"] }, expiresAt: { type: ["string", "null"], format: "date-time" } },
    required: ["level"],
  },
  Problem: {
    type: "object",
    description: "RFC 9457. `code` is stable; `title` and messages are in the caller's language.",
    properties: {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      code: { type: "string" },
      requestId: { type: "string" },
      errors: {
        type: "array",
        items: {
          type: "object",
          properties: {
            field: { type: "string" },
            code: { type: "string" },
            params: { type: "object" },
            message: { type: "string" },
          },
          required: ["field", "code", "message"],
        },
      },
    },
    required: ["type", "title", "status", "code"],
  },
};
