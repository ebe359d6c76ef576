import { choiceKind } from "./choice.ts";
import { type FieldKind, wrong } from "./kind.ts";
import { integerKind, numberKind } from "./number.ts";

/** Nobody sets what is worked out; it is described and read like the choice and the number it looks like. */
export const stateKind: FieldKind = { ...choiceKind, ...isNeverSet() };
export const ageKind: FieldKind = { ...integerKind, ...isNeverSet() };
export const figureKind: FieldKind = { ...numberKind, ...isNeverSet() };

function isNeverSet(): Pick<FieldKind, "parse" | "parseText"> {
  const refuse = () => wrong("invalid.not_by_people");
  return { parse: refuse, parseText: refuse };
}
