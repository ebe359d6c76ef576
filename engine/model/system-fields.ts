import type { FieldDefinition, ObjectDefinition } from "../object.ts";

/** Fields the engine keeps on every record, beside those that follow from what the object states. */
export function systemFields(object: ObjectDefinition): Record<string, FieldDefinition> {
  const stated = Object.values(object.fields);
  const isOwned = stated.some((field) => field.ownership);
  const hasMoney = stated.some((field) => field.type === "money" || field.type === "price");

  return {
    ...(object.recordTypes ? { recordType: recordTypeField(object.recordTypes) } : {}),
    ...(isOwned
      ? { ownerDepartment: { type: "reference", to: "department", changedBy: "engine", showsTitle: true, internal: true } }
      : {}),
    ...(hasMoney && !object.fields.currency ? { currency: { type: "text", max: 3 } } : {}),
    ...(hasMoney ? { rate: { type: "price", internal: true } } : {}),
    createdAt: { type: "dateTime", changedBy: "engine", indexed: true },
    createdBy: { type: "reference", to: "user", changedBy: "engine", showsTitle: true },
    updatedAt: { type: "dateTime", changedBy: "engine", indexed: !object.permanent },
    updatedBy: { type: "reference", to: "user", changedBy: "engine", showsTitle: true },
    externalSource: { type: "text", max: 60, internal: true },
    externalId: { type: "text", max: 200, internal: true },
    id: { type: "text", changedBy: "engine", internal: true },
    version: { type: "integer", changedBy: "engine", internal: true },
    deletedAt: { type: "dateTime", changedBy: "engine", internal: true },
    deleteId: { type: "text", changedBy: "engine", internal: true },
  };
}

function recordTypeField(types: readonly string[]): FieldDefinition {
  return { type: "choice", required: true, default: types[0], options: types.map((value) => ({ value })) };
}
