import type { JsonSchema, WireAction, WireObject, WireOption, WireRecord } from "#engine/wire.ts";

export type Outcome = "open" | "won" | "lost";

/** The columns a record type goes through, in order, and the ends it may come to. */
export function columnsOf(object: WireObject, recordType: string | undefined): { open: WireOption[]; closed: WireOption[] } {
  const options = byField(object).options ?? [];
  const offered = options.filter(
    (option) => !option.retired && (!option.types || !recordType || option.types.includes(recordType)),
  );
  return {
    open: offered.filter((option) => outcomeOf(option) === "open"),
    closed: offered.filter((option) => outcomeOf(option) !== "open"),
  };
}

export function outcomeOf(option: WireOption): Outcome {
  return option.kind === "won" || option.kind === "lost" ? option.kind : "open";
}

export function byField(object: WireObject) {
  return object.fields.find((field) => field.name === object.board!.by)!;
}

/** Types that differ in their columns are shown one at a time; otherwise all share one board. */
export function boardTypes(object: WireObject): WireOption[] {
  const differ = (byField(object).options ?? []).some((option) => option.types !== undefined);
  return differ ? object.recordTypes.filter((type) => !type.retired) : [];
}

export type Move = { action: WireAction; input: Record<string, unknown>; asks: string[] };

/** The verb that brings a card to a column, what the column itself answers of its input, and what a person must still say. */
export function moveTo(object: WireObject, option: WireOption): Move | null {
  const name = verbFor(object, option);
  const action = object.actions.find((one) => one.name === name);
  if (!action) return null;

  const properties = action.input.properties ?? {};
  const target = Object.keys(properties).find((key) => namesColumn(object, key, properties[key]!));
  const input = target === undefined ? {} : { [target]: option.value };
  const asks = (action.input.required ?? []).filter((key) => key !== target);
  return { action, input, asks };
}

/** The action without what the column has answered already. */
export function stillAsking({ action, input }: Move): WireAction {
  const properties = Object.entries(action.input.properties ?? {}).filter(([key]) => !(key in input));
  return { ...action, input: { ...action.input, properties: Object.fromEntries(properties) } };
}

/** A column the company added is reached by the verb of its kind. */
function verbFor(object: WireObject, option: WireOption): string | undefined {
  const verbs = object.board!.actions;
  if (verbs[option.value] !== undefined) return verbs[option.value];
  const sibling = byField(object).options?.find((one) => verbs[one.value] !== undefined && outcomeOf(one) === outcomeOf(option));
  return sibling && verbs[sibling.value];
}

function namesColumn(object: WireObject, key: string, schema: JsonSchema): boolean {
  const { by } = object.board!;
  return key === by || schema.optionsOf === by || schema.optionsOf === `${object.name}.${by}`;
}

/** True, or the reason the server gives why this card cannot go there; `undefined` when the caller has no right to. */
export function canMove(record: WireRecord, move: Move | null): true | string | undefined {
  return move === null ? undefined : record.can?.[move.action.name];
}
