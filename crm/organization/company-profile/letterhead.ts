import { reading } from "#engine/context.ts";
import type { Ctx, SystemActor } from "#engine/ctx.ts";
import { leaveOutClosed } from "#engine/document/closed-fields.ts";
import type { Fact, Letterhead, Party } from "#engine/document/document.ts";
import { type Words, wordsOf } from "#engine/labels.ts";
import type { RecordOf } from "#engine/object.ts";
import { companyProfile } from "./company-profile.object.ts";

/** Reads what stands on every paper, whoever has it printed: who we are and who the customer is. */
const stationer: SystemActor = {
  kind: "system",
  name: "stationer",
  rights: { companyProfile: ["read"], account: ["read"], contact: ["read"], user: ["read"] },
  source: "job",
  language: "zh-CN",
};

export const stationery = ({ engine, company }: Ctx): Promise<Ctx> => reading(engine, company, stationer);

export type Sender = { letterhead: Letterhead; profile: RecordOf<typeof companyProfile> | null; name: string };

/** The company as it stands at the head of its papers. */
export async function senderOf(ctx: Ctx): Promise<Sender> {
  const { records } = await stationery(ctx);
  const [profile = null] = await records.find(companyProfile, { limit: 1 });
  const name = profile?.legalName ?? ctx.company.name;
  const words = paperWords(ctx);
  const contact = [
    profile?.phone && `${words("phone")} ${profile.phone}`,
    profile?.taxNumber && `${words("taxNumber")} ${profile.taxNumber}`,
  ];
  const lines = [profile?.address, contact.filter(Boolean).join("　")].filter((line) => line != null && line !== "") as string[];
  return { name, profile, letterhead: { name, lines, logo: profile?.logoId ?? null, seal: profile?.sealId ?? null } };
}

/** Us as one of two parties: who speaks for us, and where money is paid to. */
export async function ourParty(ctx: Ctx, title: string, { name, profile }: Sender, ownerId: string | null): Promise<Party> {
  const words = paperWords(ctx);
  const { records } = await stationery(ctx);
  const [person] =
    ownerId === null ? [] : await records.find("user", { filter: { field: "id", op: "eq", value: ownerId }, limit: 1 });
  const owner = person && leaveOutClosed(ctx, "user", person);
  const facts: Fact[] = [
    { label: words("contact"), value: [owner?.name, owner?.phone].filter(Boolean).join("　") },
    { label: words("bank"), value: profile?.bank ?? null },
    { label: words("bankAccount"), value: profile?.bankAccount ?? null },
  ];
  return { title, name, facts };
}

/** Words that papers share, in the company's language. */
export function paperWords({ engine, company }: Ctx): (key: string, params?: Record<string, unknown>) => string {
  const words: Words = wordsOf(engine.modules, company.language);
  return (key, params) => words(`companyProfile.paper.${key}`, params);
}
