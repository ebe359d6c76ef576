import assert from "node:assert/strict";
import { test } from "node:test";
import { defineObject, type FieldDefinition, reference, text } from "#engine/object.ts";
import { compileModel } from "./compile.ts";

const labels = { "zh-CN": {}, en: {} };

function shelf(name: string, over: string | null) {
  const fields: Record<string, FieldDefinition> = { name: text({ max: 20, required: true }) };
  if (over !== null) fields.standsOn = reference(over, { lockedFirst: true });
  const object = defineObject({ name, plural: `${name}s`, title: "name", area: "stock", icon: "box", fields, access: {} });
  return { object, labels };
}

test("references that are locked first lead up, never round", () => {
  assert.doesNotThrow(() => compileModel("toys", [shelf("box", "rack"), shelf("rack", "hall"), shelf("hall", null)]));
  assert.throws(
    () => compileModel("toys", [shelf("box", "rack"), shelf("rack", "hall"), shelf("hall", "rack")]),
    /locked first lead back/,
  );
  assert.throws(() => compileModel("toys", [shelf("box", "box")]), /box: .* locked first/);
});
