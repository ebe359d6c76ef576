import assert from "node:assert/strict";
import { test } from "node:test";
import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { inTransaction } from "#engine/context.ts";
import { AppError } from "#engine/errors.ts";
import { choice, defineObject, reference, text } from "#engine/object.ts";
import { freeze } from "#engine/rule.ts";
import { startToyCompany, TOYS } from "#test/toy-company.ts";
import { canOf } from "./can.ts";

const ALL = { create: "company", read: "company", update: "company", delete: "company" } as const;

const paper = defineObject({
  name: "paper",
  plural: "papers",
  title: "name",
  area: "none",
  fields: {
    name: text({ required: true }),
    remark: text(),
    status: choice(["draft", "sealed"], { default: "draft", changedBy: "actions" }),
  },
  access: ALL,
  list: ["name"],
  form: {},
});

const sheet = defineObject({
  name: "sheet",
  plural: "sheets",
  title: "name",
  area: "none",
  fields: { name: text({ required: true }), paper: reference("paper", { required: true, onDelete: "cascade" }) },
  access: ALL,
  list: ["name"],
  form: {},
});

const sealed = (status: unknown) => (status === "sealed" ? "paper.sealed" : null);
const seal = defineAction(paper, {
  name: "seal",
  requires: "update",
  input: Type.Object({ name: Type.Optional(Type.String()) }),
  run: (record, input, { records }) => records.update(paper, record.id, { ...input, status: "sealed" }),
});

const labels = { "zh-CN": {}, en: {} };
const toys = await startToyCompany([
  ...TOYS,
  { object: paper, labels, actions: [seal], rules: [freeze(paper, ({ status }) => sealed(status), { leaves: ["remark"] })] },
  {
    object: sheet,
    labels,
    rules: [freeze(sheet, (_sheet, { related }) => sealed(related("paper")?.status), { reads: ["paper"] })],
  },
]);
const mia = await toys.person();
const { records } = await toys.as(mia);

const isSealed = (error: unknown) => error instanceof AppError && error.code === "paper.sealed";

async function sealedPaper() {
  const made = await records.create("paper", { name: "Lease" });
  const page = await records.create("sheet", { name: "One", paperId: made.id });
  return { paper: await records.perform("paper", "seal", made.id, {}), page } as Record<"paper" | "page", any>;
}

test("a frozen record is changed by verbs and no longer by hand, but for what is left open", async () => {
  const { paper } = await sealedPaper();

  await assert.rejects(records.update("paper", paper.id, { name: "Other" }), isSealed);
  await assert.rejects(records.remove("paper", paper.id), isSealed);
  assert.equal((await records.update("paper", paper.id, { remark: "Seen", name: "Lease" })).remark, "Seen");
  assert.equal(((await records.perform("paper", "seal", paper.id, { name: "By verb" })) as { name: string }).name, "By verb");
});

test("the lines of a frozen document are neither added, changed, moved nor deleted", async () => {
  const { paper, page } = await sealedPaper();
  const open = await records.create("paper", { name: "Draft" });
  const loose = await records.create("sheet", { name: "Loose", paperId: open.id });

  await assert.rejects(records.create("sheet", { name: "Two", paperId: paper.id }), isSealed);
  await assert.rejects(records.update("sheet", page.id, { name: "Uno" }), isSealed);
  await assert.rejects(records.update("sheet", page.id, { paperId: open.id }), isSealed);
  await assert.rejects(records.update("sheet", loose.id, { paperId: paper.id }), isSealed);
  await assert.rejects(records.remove("sheet", page.id), isSealed);
});

test("a line deleted before its document was frozen does not come back", async () => {
  const made = await records.create("paper", { name: "Lease" });
  const page = await records.create("sheet", { name: "One", paperId: made.id });
  await records.remove("sheet", page.id);
  await records.perform("paper", "seal", made.id, {});

  await assert.rejects(records.restore("sheet", page.id), isSealed);
});

test("in a batch only the frozen ones are refused, and migration brings in what was closed long ago", async () => {
  const { paper } = await sealedPaper();
  const open = await records.create("paper", { name: "Draft" });

  const outcomes = await records.updateMany("paper", [
    { id: paper.id, name: "A" },
    { id: open.id, name: "B" },
  ]);
  const late = await records.create("sheet", { name: "Late", paperId: paper.id }, { migrating: true });

  assert.deepEqual(
    outcomes.map(({ ok }) => ok),
    [false, true],
  );
  assert.equal(late.name, "Late");
});

test("who asks what may be done hears why not", async () => {
  const { paper, page } = await sealedPaper();

  const cans = await inTransaction(toys.engine, toys.company, mia, async (ctx) => [
    await canOf(ctx, ctx.model.objects.get("paper")!, paper),
    await canOf(ctx, ctx.model.objects.get("sheet")!, page),
  ]);

  assert.deepEqual(cans, [
    { update: true, otherFields: "paper.sealed", delete: "paper.sealed", seal: true },
    { update: "paper.sealed", delete: "paper.sealed" },
  ]);
});
