import assert from "node:assert/strict";
import type { UserActor } from "#engine/ctx.ts";
import { startCrmCompany } from "./crm-company.ts";

type Item = Record<string, any>;

/** A company whose rep has a customer and whose finance keeps the books. */
export async function startLedger() {
  const company = await startCrmCompany();
  const { as, make } = company;
  const finance = await make.user("finance");
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });

  const act = (actor: UserActor, path: string, record: Item, verb: string, input: unknown = {}) =>
    as(actor).post(`/api/v1/${path}/${record.id}/${verb}`, input);

  async function done(actor: UserActor, path: string, record: Item, verb: string, input: unknown = {}): Promise<Item> {
    const answer = await act(actor, path, record, verb, input);
    assert.equal(answer.status, 200, `${verb}: ${answer.text}`);
    return answer.body;
  }

  async function itemsOf(path: string, by: string, record: Item, sort: string): Promise<Item[]> {
    const answer = await as(finance).post(`/api/v1/${path}/query`, { filter: { field: by, op: "eq", value: record.id }, sort });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.items;
  }

  /** A signed contract with one instalment per amount, a month apart from the first of March on. */
  async function inForce(amount: string, instalments: readonly number[], values: Item = {}): Promise<Item> {
    const contract = await make.contract({ ownerId: rep.userId, accountId: account.id, amount, ...values });
    const plans = instalments.map((each, i) => ({ amount: String(each), dueOn: `2026-0${3 + i}-01` }));
    if (plans.length > 0) await done(rep, "contracts", contract, "plan", { instalments: plans });
    return await done(rep, "contracts", contract, "activate");
  }

  /** Money in the bank, confirmed to be the customer's. */
  async function received(amount: string, values: Item = {}): Promise<Item> {
    const answer = await as(finance).post("/api/v1/receipts", { accountId: account.id, amount, ...values });
    assert.equal(answer.status, 201, answer.text);
    return await done(finance, "receipts", answer.body, "confirm");
  }

  return {
    ...company,
    finance,
    rep,
    account,
    act,
    done,
    inForce,
    received,
    plansOf: (contract: Item) => itemsOf("payment-plans", "contract", contract, "sequence"),
    entriesOf: (receipt: Item) => itemsOf("allocations", "receipt", receipt, "createdAt"),
    /** What a contract has received, and what it still is to. */
    async left({ id }: Item): Promise<[string, string]> {
      const contract = await company.stored("contract", id);
      return [contract.received, contract.outstanding];
    },
  };
}
