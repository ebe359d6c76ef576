import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { invoiceTitle } from "./invoice-title.object.ts";

/** A customer has one default title: making another it takes the place of the one before. */
export const makeDefault = defineAction(invoiceTitle, {
  name: "makeDefault",
  requires: "update",
  event: "made_default",
  input: Type.Object({}),

  blockedBy: ({ isDefault }) => (isDefault ? "invoiceTitle.is_default" : null),

  async run({ id, accountId }, _input, { records }) {
    // Two people choosing at once wait for each other at the customer.
    await records.lock("account", accountId);
    const present = await records.find(invoiceTitle, {
      filter: {
        and: [
          { field: "account", op: "eq", value: accountId },
          { field: "isDefault", op: "eq", value: true },
        ],
      },
      limit: 50,
    });
    for (const other of present) await records.update(invoiceTitle, other.id, { isDefault: false });
    return await records.update(invoiceTitle, id, { isDefault: true });
  },
});
