import assert from "node:assert/strict";
import { test } from "node:test";
import { funnelShapes } from "./funnel-shapes.ts";

test("a step is as broad as its value, and narrows to the next", () => {
  const [first, second] = funnelShapes([
    { name: "one", value: 10 },
    { name: "two", value: 5 },
  ]);
  assert.equal(first?.clipPath, "polygon(0% 0, 100% 0, 82% 100%, 18% 100%)");
  assert.equal(second?.clipPath, "polygon(18% 0, 82% 0, 64% 100%, 36% 100%)");
});

test("a step that nothing has reached still has room for its words", () => {
  const [only] = funnelShapes([{ name: "one", value: 0 }]);
  assert.equal(only?.clipPath, "polygon(36% 0, 64% 0, 64% 100%, 36% 100%)");
});
