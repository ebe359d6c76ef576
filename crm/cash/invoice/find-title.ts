import { defineFind } from "#engine/find.ts";
import { invoiceTitle } from "../invoice-title/invoice-title.object.ts";
import { invoice } from "./invoice.object.ts";

/** The title a customer's invoices usually bear: his default, or the only one he has. */
export const findTitle = defineFind(invoice, {
  name: "usualTitle",
  rights: { invoiceTitle: ["read"] },
  reads: ["contract"],
  needs: ({ invoiceTitleId }) => invoiceTitleId === null,

  async run(asking, { records }) {
    const customers = asking.map(({ record, facts }) => record.accountId ?? facts.related("contract")?.accountId ?? null);
    const filter = { field: "account", op: "in", value: [...new Set(customers.filter((id) => id !== null))] } as const;
    const titles = Map.groupBy(await records.find(invoiceTitle, { filter, limit: 5_000 }), ({ accountId }) => accountId);
    return customers.map((id) => {
      const own = titles.get(id) ?? [];
      return (own.find(({ isDefault }) => isDefault) ?? (own.length === 1 ? own[0] : undefined))?.id ?? null;
    });
  },
});
