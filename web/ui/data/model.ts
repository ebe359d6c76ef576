import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { Me, WireField, WireModel, WireObject } from "#engine/wire.ts";
import { request } from "./client.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => request<Me>("GET", "/v1/me", { signal }),
  staleTime: 5 * 60_000,
});

export const modelQuery = queryOptions({
  queryKey: ["model"],
  queryFn: ({ signal }) => request<WireModel>("GET", "/v1/model", { signal }),
  staleTime: 5 * 60_000,
});

export type Model = {
  objects: WireObject[];
  byName: Map<string, WireObject>;
  byPath: Map<string, WireObject>;
};

const indexed = new WeakMap<WireModel, Model>();

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The caller's effective model: what exists for him, with labels in his language. */
export function useModel(): Model {
  return indexModel(useSuspenseQuery(modelQuery).data);
}

function indexModel(wire: WireModel): Model {
  const known = indexed.get(wire);
  if (known) return known;
  const model = {
    objects: wire.objects,
    byName: new Map(wire.objects.map((object) => [object.name, object])),
    byPath: new Map(wire.objects.map((object) => [object.path, object])),
  };
  indexed.set(wire, model);
  return model;
}

/** The object of a name, or undefined when the person may not know of it. */
export function useObject(name: string): WireObject | undefined {
  return useModel().byName.get(name);
}

/** Whether people keep follow-ups about such records: then what was said last is what one opens them for. */
export function useIsTalkedAbout(object: WireObject): boolean {
  const followUp = useObject("followUp");
  return followUp !== undefined && (fieldOf(followUp, "about")?.toAny?.includes(object.name) ?? false);
}

export function fieldOf(object: WireObject, name: string): WireField | undefined {
  return object.fields.find((field) => field.name === name);
}

/** Fields of the names given that the person may see, in that order. */
export function fieldsOf(object: WireObject, names: readonly string[]): WireField[] {
  return names.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
}

/** Says at a glance how it stands with a record: one of them tops a card. */
export function isBadge(field: WireField): boolean {
  return field.type === "choice" || field.type === "state";
}

export function optionOf(field: WireField | undefined, value: unknown) {
  return field?.options?.find((option) => option.value === value);
}
