import fc from "fast-check";
import type { Filter, Operator } from "#engine/object.ts";

/** Conditions on one field, with any of the operators and values. */
export function leaf(field: string, op: readonly Operator[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Filter> {
  return fc.record({ field: fc.constant(field), op: fc.constantFrom(...op), value });
}

/** Such conditions joined by and, or and not, three deep. */
export function treesOf(leaves: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaves,
      fc.record({ and: fc.array(tie("filter"), { maxLength: 3 }) }),
      fc.record({ or: fc.array(tie("filter"), { maxLength: 3 }) }),
      fc.record({ not: tie("filter") }),
    ),
  })).filter;
}
