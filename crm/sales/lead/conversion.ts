import type { Ctx } from "#engine/ctx.ts";
import { findDuplicates } from "#engine/duplicates/find-duplicates.ts";
import { AppError } from "#engine/errors.ts";
import type { RecordOf } from "#engine/object.ts";
import type { DuplicateHit } from "#engine/wire.ts";
import { claimFromPool } from "../pool/claiming.ts";
import type { lead } from "./lead.object.ts";

type Lead = RecordOf<typeof lead>;
type Wanted = {
  accountId?: string;
  accountName?: string;
  opportunityName?: string;
  recordType?: string;
  amount?: string;
  closeDate?: string;
};

// The lead itself shares phone and company with what it becomes.
const KNOWINGLY = { accept: "all", how: "converted" } as const;

/** The account chosen, else the one with the same name, else a new one with what the lead knows. */
export async function accountFor(ctx: Ctx, lead: Lead, wanted: Wanted): Promise<string> {
  if (wanted.accountId) return (await ctx.records.get("account", wanted.accountId)).id;
  const name = wanted.accountName || lead.company || lead.name;
  const known = await sameAccount(ctx, name);
  if (known !== null) return await joined(ctx, known, lead);

  const made = await ctx.records.create(
    "account",
    {
      name,
      type: wanted.accountName || lead.company ? "enterprise" : "individual",
      status: "interested",
      industry: lead.industry,
      region: lead.region,
      source: lead.source,
      phone: lead.phone ?? lead.mobile,
      email: lead.email,
      ownerId: lead.ownerId,
    },
    KNOWINGLY,
  );
  return made.id;
}

async function sameAccount(ctx: Ctx, name: string): Promise<DuplicateHit | null> {
  const [hits = []] = await findDuplicates(ctx, ctx.model.objects.get("account")!, [{ name }]);
  return hits.find((hit) => hit.object === "account" && hit.level === "same") ?? null;
}

/** A colleague's customer is not taken over by converting a lead; a customer nobody holds comes along. */
async function joined(ctx: Ctx, known: DuplicateHit, lead: Lead): Promise<string> {
  if (known.id === null) throw new AppError("lead.account_held", { params: { name: known.title, owner: known.owner ?? "" } });
  // It is claimed like any other: a lead of one's own making is no way round the pool.
  if (known.inPool) await claimFromPool(ctx, "account", await freeAccount(ctx, known.id), lead.ownerId as string);
  return known.id;
}

async function freeAccount(ctx: Ctx, id: string): Promise<{ id: string; poolId: string | null }> {
  const { poolId } = await ctx.records.get("account", id);
  return { id, poolId };
}

/** The contact chosen, else the account's contact with the same phone or e-mail, else a new one. */
export async function contactFor(ctx: Ctx, lead: Lead, accountId: string, chosen: string | undefined): Promise<string> {
  if (chosen) {
    const contact = await ctx.records.get("contact", chosen);
    if (contact.accountId !== accountId) throw new AppError("lead.contact_elsewhere");
    return contact.id;
  }
  const person = { name: lead.name, mobile: lead.mobile, phone: lead.phone, email: lead.email };
  const [hits = []] = await findDuplicates(ctx, ctx.model.objects.get("contact")!, [person]);
  for (const hit of hits) {
    if (hit.object !== "contact" || hit.id === null) continue;
    const known = await ctx.records.get("contact", hit.id);
    if (known.accountId === accountId) return known.id;
  }
  const made = await ctx.records.create("contact", { ...person, position: lead.position, accountId }, KNOWINGLY);
  return made.id;
}

export async function opportunityFor(
  ctx: Ctx,
  lead: Lead,
  { accountId, contactId }: { accountId: string; contactId: string },
  wanted: Wanted,
): Promise<string> {
  const account = await ctx.records.get("account", accountId);
  const made = await ctx.records.create(
    "opportunity",
    {
      name: wanted.opportunityName || [account.shortName ?? account.name, lead.productWanted].filter(Boolean).join(" "),
      ...(wanted.recordType ? { recordType: wanted.recordType } : {}),
      accountId,
      contactId,
      productId: lead.productId,
      ownerId: lead.ownerId,
      amount: wanted.amount ?? null,
      budget: lead.budget,
      currency: lead.currency,
      closeDate: wanted.closeDate ?? null,
      source: lead.source,
      campaignId: lead.campaignId,
      leadId: lead.id,
    },
    KNOWINGLY,
  );
  return made.id;
}
