import type { APIRequestContext } from "@playwright/test";

export type Shown = { name: string; path: string };

/** Every page of the product, with a record of the demo company where a page shows one. Paths are below the company's. */
export async function everyPage(api: APIRequestContext, company: string): Promise<Shown[]> {
  const one = async (path: string, query: string) => {
    const answer = await api.get(`/api/v1/${path}?limit=1&fields=id&${query}`, { headers: { "kehai-company": company } });
    return `/${path}/${(await answer.json()).items[0].id}`;
  };
  const account = await one("accounts", "sort=-wonAmount");
  const having = (field: string, value: string) => `filter=${encodeURIComponent(JSON.stringify({ field, op: "eq", value }))}`;
  const deal = await one("opportunities", `sort=-amount&${having("status", "open")}`);
  const contract = await one("contracts", `sort=-amount&${having("status", "active")}`);
  const quote = await one("quotes", `sort=-amount&${having("status", "sent")}`);
  const filter = encodeURIComponent(
    JSON.stringify({
      and: [
        { field: "level", op: "in", value: ["A", "B"] },
        { field: "createdAt", op: "within", value: "thisYear" },
      ],
    }),
  );
  return [
    { name: "workbench", path: "" },
    { name: "leads", path: "/leads?view=all" },
    { name: "leads-pool", path: "/leads?view=pool" },
    { name: "lead", path: await one("leads", "sort=-updatedAt") },
    { name: "accounts", path: "/accounts?view=all" },
    { name: "accounts-filtered", path: `/accounts?view=all&filter=${filter}` },
    { name: "accounts-empty", path: "/accounts?view=soonLost" },
    { name: "account-drawer", path: `/accounts?view=all&open=${account.split("/").at(-1)}` },
    { name: "account", path: account },
    { name: "account-history", path: `${account}?tab=history` },
    { name: "contacts", path: "/contacts?view=all" },
    { name: "contact", path: await one("contacts", "sort=-updatedAt") },
    { name: "opportunities", path: "/opportunities?view=all" },
    { name: "board", path: "/opportunities?view=board" },
    { name: "opportunity", path: deal },
    { name: "opportunity-lines", path: `${deal}?tab=lines` },
    { name: "opportunities-this-month", path: "/opportunities?view=all&period=thisMonth" },
    { name: "products", path: "/products?view=all" },
    { name: "product", path: await one("products", "sort=name") },
    { name: "follow-ups", path: "/follow-ups?view=all" },
    { name: "tasks", path: "/tasks?view=all" },
    { name: "campaigns", path: "/campaigns?view=all" },
    { name: "campaign", path: await one("campaigns", "sort=-leadCount") },
    { name: "campaign-members", path: "/campaign-members?view=all" },
    { name: "product-categories", path: "/product-categories?view=all" },
    { name: "price-books", path: "/price-books?view=all" },
    { name: "price-book", path: await one("price-books", "sort=name") },
    { name: "quotes", path: "/quotes?view=all" },
    { name: "quote", path: quote },
    { name: "quote-draft", path: await one("quotes", `sort=-amount&${having("status", "draft")}`) },
    { name: "contracts", path: "/contracts?view=all" },
    { name: "contract", path: contract },
    { name: "contract-lines", path: `${contract}?tab=lines` },
    { name: "orders", path: "/orders?view=all" },
    { name: "order", path: await one("orders", `sort=-amount&${having("status", "partly")}`) },
    { name: "deliveries", path: "/deliveries?view=all" },
    { name: "delivery", path: await one("deliveries", "sort=-shippedOn") },
    { name: "return-orders", path: "/return-orders?view=all" },
    { name: "targets", path: "/targets?view=current" },
    { name: "target", path: await one("targets", "sort=-floor") },
    { name: "new-lead", path: "/leads?create=lead" },
    { name: "new-account", path: "/accounts?create=account" },
    { name: "new-opportunity", path: "/opportunities?create=opportunity" },
    { name: "new-quote", path: "/quotes?create=quote" },
    { name: "new-contract", path: "/contracts?create=contract" },
    { name: "new-order", path: "/orders?create=order" },
    { name: "new-campaign", path: "/campaigns?create=campaign" },
    { name: "new-target", path: "/targets?create=target" },
    { name: "import", path: "/import?object=lead" },
    { name: "report-funnel", path: "/reports" },
    { name: "report-won", path: "/reports?report=won" },
    { name: "report-receivables", path: "/reports?report=receivables" },
    { name: "report-channel", path: "/reports?report=channel" },
    ...SETTINGS.map((section) => ({ name: `settings-${section}`, path: `/settings/${section}` })),
    { name: "payment-plans", path: "/payment-plans?view=all" },
    { name: "payment-plans-overdue", path: "/payment-plans?view=overdue&period=thisYear" },
    { name: "payment-plan", path: await one("payment-plans", having("status", "overdue")) },
    { name: "receipts", path: "/receipts?view=all" },
    { name: "receipts-unclaimed", path: "/receipts?view=unclaimed" },
    { name: "receipt-unclaimed", path: await one("receipts", having("status", "unclaimed")) },
    { name: "receipt-confirmed", path: await one("receipts", `sort=-amount&${having("status", "confirmed")}`) },
    { name: "new-receipt", path: "/receipts?create=receipt" },
    { name: "allocations", path: "/allocations?view=all" },
    { name: "allocation", path: await one("allocations", "sort=-amount") },
    { name: "invoices", path: "/invoices?view=all" },
    { name: "invoices-to-issue", path: "/invoices?view=toIssue" },
    { name: "invoice", path: await one("invoices", having("status", "issued")) },
    { name: "invoice-title", path: await one("invoice-titles", "sort=-createdAt") },
    { name: "statement", path: `/documents/accounts/statement?id=${account.split("/").at(-1)}` },
    { name: "statement-of-nobody", path: "/documents/accounts/statement" },
    { name: "quote-on-paper", path: `/documents/quotes/quote?id=${quote.split("/").at(-1)}` },
    { name: "mine", path: "/mine" },
    { name: "nothing-here", path: `/accounts/01890000-0000-7000-8000-000000000000` },
  ];
}

const SETTINGS = ["departments", "users", "roles", "pools", "options", "fields", "company", "profile", "keys", "security"];
