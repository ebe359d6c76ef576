import type { Ctx } from "#engine/ctx.ts";
import { leaveOutClosed, refuseClosed } from "#engine/document/closed-fields.ts";
import type { DocumentColumn, DocumentTable, Party, Total } from "#engine/document/document.ts";
import { optionLabel, wordsOf } from "#engine/labels.ts";
import type { AnyRecord } from "#engine/object.ts";
import { paperWords, stationery } from "../organization/company-profile/letterhead.ts";

/**
 * The customer as one of two parties, by the name the paper states or by his own. What else the reader may not see of him, or
 * only in part, is left out.
 */
export async function customerParty(
  ctx: Ctx,
  title: string,
  { accountId, contactId = null }: { accountId: string; contactId?: string | null },
  statedName: string | null = null,
): Promise<Party & { email: string | null }> {
  const words = paperWords(ctx);
  const { records } = await stationery(ctx);
  const [customer, person] = await Promise.all([
    records.get("account", accountId),
    contactId === null ? null : records.get("contact", contactId),
  ]);
  const account = leaveOutClosed(ctx, "account", customer);
  const contact = person && leaveOutClosed(ctx, "contact", person);
  return {
    title,
    // A paper is addressed to somebody, or it is none.
    name: statedName ?? refuseClosed(ctx, "account", customer).name,
    facts: [
      { label: words("contact"), value: [contact?.name, contact?.mobile].filter(Boolean).join("　") },
      { label: words("taxNumber"), value: account.creditCode },
      { label: words("address"), value: addressText(account.address) },
    ],
    email: contact?.email ?? account.email ?? null,
  };
}

export function addressText(address: Record<string, unknown> | null): string | null {
  const { province, city, district, street } = address ?? {};
  const parts = [...new Set([province, city, district, street])].filter((part) => typeof part === "string" && part !== "");
  return parts.join("") || null;
}

/** What a paper calls a record it refers to; nothing where the reader may not know of it. */
export async function titleOf({ records }: Ctx, object: string, id: string | null, field: string): Promise<string | null> {
  if (id === null) return null;
  const [found] = await records.find(object, { filter: { field: "id", op: "eq", value: id }, limit: 1 });
  return found?.[field] ?? null;
}

/** The goods of a quote, a contract or an order; a column of discounts only where there are any. */
export function goodsTable(ctx: Ctx, line: string, lines: readonly AnyRecord[], title?: string): DocumentTable {
  const words = paperWords(ctx);
  const hasDiscount = lines.some(({ discount }) => Number(discount ?? 0) !== 0);
  const columns: (DocumentColumn & { value(line: AnyRecord, index: number): string | number | null })[] = [
    { label: words("position"), kind: "order", value: (_, index) => index + 1 },
    { label: words("goods"), kind: "text", value: ({ name, remark }) => [name, remark].filter(Boolean).join("\n") },
    { label: words("unit"), kind: "text", width: 34, value: unitLabel(ctx, line) },
    { label: words("quantity"), kind: "number", value: ({ quantity }) => quantity },
    { label: words("price"), kind: "price", value: ({ price }) => price },
    ...(hasDiscount ? [{ label: words("discount"), kind: "percent" as const, value: discountOf }] : []),
    { label: words("taxRate"), kind: "percent", value: ({ taxRate }) => taxRate },
    { label: words("amount"), kind: "money", value: ({ amount }) => amount },
  ];
  return {
    ...(title === undefined ? {} : { title }),
    columns: columns.map(({ value: _, ...column }) => column),
    rows: lines.map((one, index) => columns.map(({ value }) => value(one, index))),
  };
}

function discountOf({ discount }: AnyRecord): string | null {
  return Number(discount ?? 0) === 0 ? null : discount;
}

export function unitLabel(ctx: Ctx, line: string): (record: AnyRecord) => string | null {
  const object = ctx.model.objects.get(line)!;
  const words = wordsOf(ctx.engine.modules, ctx.company.language);
  const options = new Map(object.fields.get("unit")!.options!.map((option) => [option.value, option]));
  return ({ unit }) => (unit === null || !options.has(unit) ? unit : optionLabel(words, object, "unit", options.get(unit)!));
}

/** Net, tax and what is to be paid, where the lines tell them apart. */
export function goodsTotals(ctx: Ctx, { lineCount, netTotal, taxTotal, amount }: AnyRecord): Total[] {
  const words = paperWords(ctx);
  const parts =
    lineCount > 0
      ? [
          { label: words("net"), amount: netTotal ?? "0" },
          { label: words("tax"), amount: taxTotal ?? "0" },
        ]
      : [];
  return [...parts, { label: words("total"), amount: amount ?? "0", isMain: true }];
}

/** 人民币（CNY）, as a paper names its currency. */
export function currencyName({ company }: Ctx, currency: string): string {
  const name = new Intl.DisplayNames(company.language, { type: "currency" }).of(currency) ?? currency;
  return name === currency ? name : `${name}（${currency}）`;
}
