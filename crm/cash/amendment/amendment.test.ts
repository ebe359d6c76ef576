import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, stored, eventsOf } = await startCrmCompany();

type Actor = Awaited<ReturnType<typeof make.user>>;
type Item = Record<string, any>;

const amend = (actor: Actor, contract: Item, input: object, headers = {}) =>
  as(actor).post(`/api/v1/contracts/${contract.id}/amend`, { signedOn: "2026-03-02", reason: "客户增加点位", ...input }, headers);

const amendmentsOf = async (actor: Actor, contract: Item): Promise<Item[]> =>
  (
    await as(actor).post("/api/v1/amendments/query", {
      filter: { field: "contract", op: "eq", value: contract.id },
      sort: "revision",
    })
  ).body.items;

/** A contract in force over 10 access points at 100 and one installation at 500. */
async function signed() {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId });
  const product = await make.product({ name: "AP6 无线接入点", listPrice: "100" });
  const add = async (line: object) =>
    (await as(rep).post("/api/v1/contract-lines", { contractId: draft.id, ...line })).body as Item;
  const points = await add({ productId: product.id, quantity: 10 });
  const work = await add({ name: "安装服务", price: "500" });
  const contract = (await as(rep).post(`/api/v1/contracts/${draft.id}/activate`, {})).body as Item;
  assert.equal(contract.amount.amount, "1500.00");
  return { rep, contract, points, work };
}

test("an amendment changes, adds and removes lines and keeps what stood before", async () => {
  const { rep, contract, points, work } = await signed();

  const response = await amend(rep, contract, {
    kind: "supplement",
    endsOn: "2027-03-01",
    lines: [
      { id: points.id, quantity: 12 },
      { name: "培训", price: "300" },
      { id: work.id, removed: true },
    ],
  });

  assert.equal(response.status, 200, response.text);
  assert.deepEqual([response.body.amount.amount, response.body.endsOn], ["1500.00", "2027-03-01"]);
  const [kept] = await amendmentsOf(rep, contract);
  assert.equal(kept!.number, `${contract.number}-1`);
  assert.deepEqual(
    [kept!.kind, kept!.amountBefore.amount, kept!.amountAfter.amount, kept!.difference.amount, kept!.endsOnAfter],
    ["supplement", "1500.00", "1500.00", "0.00", "2027-03-01"],
  );
  const lines = (await as(rep).get(`/api/v1/amendment-lines?sort=createdAt`)).body.items as Item[];
  assert.deepEqual(
    lines.map(({ name, change, quantityBefore, quantityAfter, difference }) => [
      name,
      change,
      quantityBefore,
      quantityAfter,
      difference.amount,
    ]),
    [
      ["AP6 无线接入点", "changed", 10, 12, "200.00"],
      ["培训", "added", null, 1, "300.00"],
      ["安装服务", "removed", 1, null, "-500.00"],
    ],
  );
});

test("the change of the amount is in the contract's history, from what to what", async () => {
  const { rep, contract, points } = await signed();

  await amend(rep, contract, { lines: [{ id: points.id, quantity: 8, price: "90" }] });

  const event = (await eventsOf(contract.id)).at(-1)!;
  assert.equal(event.name, "contract.amended");
  assert.deepEqual(event.changes.amount, ["1500.00", "1220.00"]);
  assert.deepEqual(event.data, { number: `${contract.number}-1`, kind: "change", reason: "客户增加点位", difference: "-280.00" });
});

test("a contract without lines is amended by its amount; one with lines is not", async () => {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId, amount: "10000" });
  const contract = (await as(rep).post(`/api/v1/contracts/${draft.id}/activate`, {})).body;
  const other = await signed();

  const amended = await amend(rep, contract, { amount: "12000" });
  const refused = await amend(other.rep, other.contract, { amount: "12000" });

  assert.equal(amended.body.amount.amount, "12000.00", amended.text);
  assert.deepEqual([refused.body.code, refused.body.errors[0].field], ["contract.amount_of_lines", "amount"]);
});

test("an amendment that changes nothing, or leaves nothing, is refused as a whole", async () => {
  const { rep, contract, points, work } = await signed();
  const stranger = (await signed()).points;

  const nothing = await amend(rep, contract, { lines: [{ id: points.id, quantity: 10 }] });
  const empty = await amend(rep, contract, { lines: [points, work].map(({ id }) => ({ id, removed: true })) });
  const other = await amend(rep, contract, {
    lines: [
      { name: "培训", price: "300" },
      { id: stranger.id, quantity: 1 },
    ],
  });
  const priceless = await amend(rep, contract, { lines: [{ name: "培训" }] });

  assert.equal(nothing.body.code, "contract.nothing_amended");
  assert.equal(empty.body.code, "contract.amount_missing");
  assert.deepEqual([other.body.code, other.body.errors[0].field], ["contract.other_line", "lines.1.id"]);
  assert.deepEqual([priceless.body.code, priceless.body.errors[0].field], ["contractLine.price_missing", "lines.0.price"]);
  assert.equal((await stored("contract", contract.id)).amount, "1500.00");
  assert.deepEqual(await amendmentsOf(rep, contract), []);
});

test("an amendment is signed after its contract, and not on a day to come", async () => {
  const { rep, contract, points } = await signed();
  const amendOn = (signedOn: string) => amend(rep, contract, { signedOn, lines: [{ id: points.id, quantity: 8 }] });

  for (const [day, expected, code] of [
    ["2026-03-01", 409, "amendment.signed_before_contract"],
    ["2026-03-03", 400, "invalid.in_future"],
  ] as const) {
    const { status, body } = await amendOn(day);
    assert.deepEqual([status, body.errors?.[0].code, body.errors?.[0].field], [expected, code, "signedOn"]);
  }
});

test("only a contract in force is amended", async () => {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId });

  assert.equal((await amend(rep, draft, { amount: "1" })).body.code, "contract.not_active");
});

test("two people amend at once: both changes stand, one after the other", async () => {
  const { rep, contract, points, work } = await signed();

  const responses = await Promise.all([
    amend(rep, contract, { lines: [{ id: points.id, quantity: 12 }] }),
    amend(rep, contract, { lines: [{ id: work.id, price: "600" }] }),
  ]);

  assert.deepEqual(
    responses.map(({ status }) => status),
    [200, 200],
  );
  assert.equal((await stored("contract", contract.id)).amount, "1800.00");
  const [first, second] = await amendmentsOf(rep, contract);
  assert.equal(second!.amountBefore.amount, first!.amountAfter.amount);
  assert.equal(second!.amountAfter.amount, "1800.00");
});

test("two people amend the version they saw: the second is told", async () => {
  const { rep, contract, points } = await signed();
  const seen = { "if-match": `"${contract.version}"` };

  const responses = await Promise.all(
    [11, 12].map((quantity) => amend(rep, contract, { lines: [{ id: points.id, quantity }] }, seen)),
  );

  assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 409]);
  assert.equal(responses.find(({ status }) => status === 409)!.body.code, "record.stale");
  assert.equal((await amendmentsOf(rep, contract)).length, 1);
});

test("amendments are seen with their contract and written by nobody's hand", async () => {
  const { rep, contract, points } = await signed();
  const [outsider, auditor, finance] = [await make.user(), await make.user("auditor"), await make.user("finance")];

  assert.equal((await amend(outsider, contract, { lines: [{ id: points.id, quantity: 1 }] })).status, 404);
  assert.equal((await amend(auditor, contract, { lines: [{ id: points.id, quantity: 1 }] })).status, 403);
  assert.equal((await amend(finance, contract, { lines: [{ id: points.id, quantity: 11 }] })).status, 200);
  const [kept] = await amendmentsOf(rep, contract);
  assert.equal((await as(outsider).get(`/api/v1/amendments/${kept!.id}`)).status, 404);
  const edit = await as(rep).patch(`/api/v1/amendments/${kept!.id}`, { reason: "另说" }, { "if-match": '"1"' });
  assert.equal(edit.status, 403, edit.text);
});
