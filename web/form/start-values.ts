import dayjs from "dayjs";
import type { Me, WireObject, WireReference } from "#engine/wire.ts";

type Start = { values: Record<string, any>; known: Record<string, WireReference> };

/** What a new record begins with: the fields' own defaults, me as its owner, and what the place it is made from knows. */
export function startValues(object: WireObject, initial: Record<string, unknown>, me: Me, title?: string): Start {
  const values: Record<string, any> = {};
  const known: Record<string, WireReference> = {};
  for (const field of object.fields) {
    // What actions and rules set is not the person's to state, not even with the value it would get.
    if (field.readOnly) continue;
    if (field.startsToday) values[field.key] = dayjs().format("YYYY-MM-DD");
    if (field.default !== undefined && field.default !== null) values[field.key] = field.default;
    if (field.name === "owner" && field.to === "user" && !field.readOnly) {
      values[field.key] = me.user.id;
      known[field.key] = { id: me.user.id, title: me.user.name };
    }
    const given = initial[field.name] ?? initial[field.key];
    if (given === undefined || given === null) continue;
    if (typeof given === "object" && "id" in given) {
      const reference = given as WireReference;
      known[field.key] = reference;
      values[field.key] = field.type === "anyReference" ? { object: reference.object, id: reference.id } : reference.id;
    } else values[field.key] = given;
  }
  if (object.recordTypes.length > 0) values.recordType ??= object.recordTypes[0]?.value;
  if (title) values[object.title] = title;
  return { values, known };
}
