import { defineFind } from "#engine/find.ts";
import { account } from "../../sales/account/account.object.ts";
import { receipt } from "./receipt.object.ts";

/** The customer whose name stands on the transfer. */
export type Payer = { accountId: string };

/**
 * Whose money it is when nobody has said so: that of the one customer of the payer's name. Two of one name are nobody's, and who
 * pays for another is claimed by a person.
 */
export const findPayer = defineFind(receipt, {
  name: "payer",
  rights: { account: ["read"] },
  needs: ({ accountId, payer }, { before }) => accountId === null && payer !== null && before === null,

  async run(asking, { records }) {
    const names = [...new Set(asking.map(({ record }) => record.payer!))];
    const accounts = await records.find(account, { filter: { field: "name", op: "in", value: names } });
    return asking.map(({ record }) => {
      const named = accounts.filter(({ name }) => name === record.payer);
      return named.length === 1 ? { accountId: named[0]!.id } : null;
    });
  },
});
