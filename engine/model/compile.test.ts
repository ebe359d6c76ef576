import assert from "node:assert/strict";
import { test } from "node:test";
import { reference } from "#engine/object.ts";
import { TOYS } from "#test/toy-company.ts";
import { compileModel } from "./compile.ts";

/** The toys, and references that are locked first besides: from each object to the other. */
function lockedFirst(references: Record<string, string>) {
  return TOYS.map((module) => {
    const to = references[module.object.name];
    if (to === undefined) return module;
    const fields = { ...module.object.fields, above: reference(to, { lockedFirst: true }) };
    return { ...module, object: { ...module.object, fields } };
  });
}

test("references that are locked first lead up, never round", () => {
  assert.doesNotThrow(() => compileModel("toys", lockedFirst({ widget: "gadget", gadget: "user" })));
  assert.throws(() => compileModel("toys", lockedFirst({ widget: "gadget", gadget: "widget" })), /locked first lead back/);
  assert.throws(() => compileModel("toys", lockedFirst({ gadget: "gadget" })), /gadget: .* locked first/);
});
