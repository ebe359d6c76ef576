import type { Access } from "../access/access.ts";
import type { RelatedList } from "../object.ts";
import type { Model, ModelObject } from "./model.ts";

/** The lists beside an object's records that the actor may ask for: of objects he may read, by fields he may filter by. */
export function relatedLists(
  model: Model,
  object: ModelObject,
  access: Access,
): readonly { list: RelatedList; target: ModelObject }[] {
  return (object.related ?? []).flatMap((list) => {
    const target = model.objects.get(list.object);
    if (target === undefined || access.scope(target, "read") === "none") return [];
    return ["hide", "mask"].includes(access.field(target, list.by)) ? [] : [{ list, target }];
  });
}
