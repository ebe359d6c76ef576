import type { WireField } from "#engine/wire.ts";
import { useMe } from "../data/model.ts";
import { withFigures } from "./line-figures.ts";
import type { LineRow } from "./line-rows.ts";

/** How lines come to their amounts under a document's currency and its way to state prices. */
export function useFigures(fields: readonly WireField[], document: Record<string, any>) {
  const { company } = useMe();
  const currency: string = document.currency ?? company.currency;
  const pricesIncludeTax = document.pricesIncludeTax ?? true;
  return { currency, settle: (row: LineRow) => withFigures(row, fields, { currency, pricesIncludeTax }) };
}
