import Big from "big.js";
import type { AnyRecord } from "#engine/object.ts";
import { cashMakersOf } from "./cash.ts";
import { below, fraction, idOf, pick, weighted } from "./chance.ts";
import type { People } from "./people.ts";
import type { Counts } from "./sizes.ts";
import { cityOf, companyName, mobile, personName, talk } from "./words.ts";

const DAY = 86_400_000;
/** Every seeded record lies in the two years before this instant, so that the same data is made on every day. */
export const SEEDED_UNTIL = Date.UTC(2026, 10, 1);
const SPAN = 730 * DAY;

const KIND = { product: 1, account: 2, contact: 3, lead: 4, opportunity: 5, followUp: 6 } as const;

export type Totals = {
  contacts: Uint32Array;
  open: Uint32Array;
  won: Uint32Array;
  openCents: Float64Array;
  wonCents: Float64Array;
  lastTalk: Float64Array;
  promised: Float64Array;
  leadFirst: Float64Array;
  leadLast: Float64Array;
  dealLast: Float64Array;
  contactLast: Float64Array;
};

export type Makers = ReturnType<typeof makersOf>;

/** The account that ten thousand follow-ups are about: what the record page is measured on. */
export function busyAccountId({ accounts }: Counts): string {
  const index = Math.min(BUSY, accounts - 1);
  return idOf(KIND.account, index, createdAtOf(index, accounts));
}

const BUSY = 4;

function createdAtOf(index: number, count: number): number {
  return Math.floor(SEEDED_UNTIL - SPAN + (index / count) * SPAN);
}

/** One function per object: the record with the given number. Children are made first and leave their sums in `totals`. */
export function makersOf(counts: Counts, people: People, pools: { lead: string; account: string }) {
  const totals: Totals = {
    contacts: new Uint32Array(counts.accounts),
    open: new Uint32Array(counts.accounts),
    won: new Uint32Array(counts.accounts),
    openCents: new Float64Array(counts.accounts),
    wonCents: new Float64Array(counts.accounts),
    lastTalk: new Float64Array(counts.accounts),
    promised: new Float64Array(counts.accounts),
    leadFirst: new Float64Array(counts.leads),
    leadLast: new Float64Array(counts.leads),
    dealLast: new Float64Array(counts.opportunities),
    contactLast: new Float64Array(counts.contacts),
  };
  const createdAt = createdAtOf;
  const accountAt = (index: number) => createdAt(index, counts.accounts);
  const accountId = (index: number) => idOf(KIND.account, index, accountAt(index));
  const leadId = (index: number) => idOf(KIND.lead, index, createdAt(index, counts.leads));
  const contactId = (index: number) => idOf(KIND.contact, index, createdAt(index, counts.contacts));
  const dealId = (index: number) => idOf(KIND.opportunity, index, createdAt(index, counts.opportunities));
  const productId = (index: number) => idOf(KIND.product, index, createdAt(index, counts.products));
  const sellerOf = (kind: number, index: number) => pick(people.sellers, 100 + kind, index);
  const iso = (time: number) => (time === 0 ? null : new Date(time).toISOString());
  const cents = (value: number) => (value / 100).toFixed(2);

  const base = (id: string, at: number, creator: string | null) => ({
    id,
    version: 1,
    createdAt: iso(at),
    updatedAt: iso(at),
    createdById: creator,
    updatedById: creator,
  });
  const held = (kind: number, index: number, owned: boolean) => {
    const seller = sellerOf(kind, index);
    return owned ? { ownerId: seller.id, ownerDepartmentId: seller.departmentId } : { ownerId: null, ownerDepartmentId: null };
  };
  const accountOf = (kind: number, index: number) => below(counts.accounts, 200 + kind, index);
  const productName = (index: number) =>
    `${pick(["AS", "GX", "MT", "HD", "ZR"], 300, index)}/${100 + (index % 900)}${pick(["小型机", "服务器", "交换机", "压缩机", "数控机床", "检测仪", "工作站", "控制器"], 301, index)}-${index}`;
  const stageOf = (index: number) =>
    weighted(
      [
        ["research", 20],
        ["trial", 12],
        ["negotiation", 8],
        ["won", 35],
        ["lost", 25],
      ] as const,
      320,
      index,
    );
  const cash = cashMakersOf(counts, {
    createdAt,
    until: SEEDED_UNTIL,
    id: idOf,
    base,
    account: (index) => ({ id: accountId(index), name: companyName(400, index) }),
    product: (index) => ({ id: productId(index), name: productName(index) }),
    deal: (index) => ({ id: dealId(index), account: accountOf(5, index), isWon: stageOf(index) === "won" }),
    seller: (contract) => sellerOf(7, contract),
  });

  return {
    totals,
    cash,
    product(index: number): AnyRecord {
      const at = createdAt(index, counts.products);
      return {
        ...base(productId(index), at, people.boss.id),
        code: `P${String(index).padStart(6, "0")}`,
        name: productName(index),
        series: pick(["AS", "GX", "MT", "HD", "ZR"], 300, index),
        unit: "set",
        listPrice: new Big(100 + below(1_000_000, 302, index)).toFixed(6),
        currency: "CNY",
        rate: "1",
        status: "onSale",
      };
    },

    contact(index: number): AnyRecord {
      const account = accountOf(3, index);
      totals.contacts[account]!++;
      const seller = sellerOf(2, account);
      return {
        ...base(contactId(index), createdAt(index, counts.contacts), seller.id),
        name: personName(310, index),
        accountId: accountId(account),
        position: pick(["采购经理", "总经理", "技术总监", "财务经理", "设备主管", "项目经理"], 314, index),
        mobile: mobile(315, index),
        decisionRole: pick(["decider", "influencer", "user", null], 317, index),
        primary: false,
        lastFollowUpAt: iso(totals.contactLast[index]!),
      };
    },

    opportunity(index: number): AnyRecord {
      const at = createdAt(index, counts.opportunities);
      const account = accountOf(5, index);
      const stage = stageOf(index);
      const status = stage === "won" || stage === "lost" ? stage : "open";
      const amount = (1_000 + below(2_000_000, 321, index)) * 100 + below(100, 322, index);
      const probability = { research: 10, trial: 50, negotiation: 70, won: 100, lost: 0 }[stage];
      const closed = Math.min(at + (10 + below(120, 323, index)) * DAY, SEEDED_UNTIL);
      if (status === "open") {
        totals.open[account]!++;
        totals.openCents[account]! += amount;
      } else if (status === "won") {
        totals.won[account]!++;
        totals.wonCents[account]! += amount;
      }
      return {
        ...base(dealId(index), at, sellerOf(5, index).id),
        ...held(5, index, true),
        recordType: "short",
        name: `${companyName(400, account)}${pick(["设备采购", "扩容", "年度框架", "改造项目", "维保"], 324, index)}`,
        accountId: accountId(account),
        productId: productId(below(counts.products, 325, index)),
        stage,
        status,
        probability,
        amount: cents(amount),
        amountBase: cents(amount),
        weightedAmount: cents(Math.round((amount * probability) / 100)),
        weightedAmountBase: cents(Math.round((amount * probability) / 100)),
        lineTotal: "0",
        lineCount: 0,
        contractCount: cash.totals.contractsOfDeal[index]!,
        currency: "CNY",
        rate: "1",
        closeDate: new Date(closed).toISOString().slice(0, 10),
        closedAt: status === "open" ? null : new Date(closed).toISOString().slice(0, 10),
        stageSince: iso(at),
        lastOpenStage: status === "open" ? stage : "negotiation",
        lostReason: stage === "lost" ? pick(["price", "product", "timing", "competitor"], 326, index) : null,
        source: pick(["website", "exhibition", "referral", "phone"], 327, index),
        lastFollowUpAt: iso(totals.dealLast[index]!),
      };
    },

    followUp(index: number): AnyRecord {
      const at = createdAt(index, counts.followUps);
      const seller = sellerOf(6, index);
      const target = followUpTarget(index);
      if (target.account !== null && at > totals.lastTalk[target.account]!) totals.lastTalk[target.account] = at;
      if (target.object === "lead") {
        totals.leadFirst[target.index] ||= at;
        totals.leadLast[target.index] = at;
      }
      if (target.object === "opportunity") totals.dealLast[target.index] = at;
      if (target.object === "contact") totals.contactLast[target.index] = at;
      const content = talk(330, index);
      return {
        ...base(idOf(KIND.followUp, index, at), at, seller.id),
        aboutObject: target.object,
        aboutId: target.id,
        accountId: target.account === null ? null : accountId(target.account),
        summary: content.slice(0, 60),
        type: pick(["call", "call", "visit", "meeting", "message"], 331, index),
        content,
        result: pick(["interested", "agreed", "thinking", "noAnswer", null], 332, index),
        at: iso(at),
        ownerId: seller.id,
        ownerDepartmentId: seller.departmentId,
      };
    },

    account(index: number): AnyRecord {
      const owned = fraction(340, index) < 0.9;
      const at = accountAt(index);
      return {
        ...base(accountId(index), at, sellerOf(2, index).id),
        ...held(2, index, owned),
        name: companyName(400, index),
        type: "enterprise",
        status: totals.won[index]! > 0 ? "won" : totals.open[index]! > 0 ? "interested" : "potential",
        level: weighted(
          [
            ["A", 5],
            ["B", 25],
            ["C", 60],
            [null, 10],
          ] as const,
          341,
          index,
        ),
        industry: pick(
          ["manufacturing", "machinery", "technology", "medical", "retail", "construction", "logistics", "automotive"],
          342,
          index,
        ),
        region: pick(["north", "east", "south", "central", "southwest"], 343, index),
        source: pick(["website", "exhibition", "referral", "phone", "partner"], 344, index),
        phone: mobile(345, index),
        address: { province: cityOf(400, index), city: cityOf(400, index) },
        employees: 10 + below(5_000, 347, index),
        currency: "CNY",
        rate: "1",
        reference: false,
        poolId: owned ? null : pools.account,
        contactCount: totals.contacts[index]!,
        openOpportunityCount: totals.open[index]!,
        openAmount: cents(totals.openCents[index]!),
        wonCount: totals.won[index]!,
        wonAmount: cents(totals.wonCents[index]!),
        contractAmount: cents(cash.totals.contracted[index]!),
        outstanding: cents(cash.totals.outstanding[index]!),
        received: cents(cash.totals.received[index]!),
        prepaid: cents(cash.totals.prepaid[index]!),
        lastFollowUpAt: iso(totals.lastTalk[index]!),
      };
    },

    lead(index: number): AnyRecord {
      const owned = fraction(350, index) < 0.7;
      const status = owned ? (totals.leadLast[index]! > 0 ? "following" : "assigned") : "new";
      return {
        ...base(leadId(index), createdAt(index, counts.leads), sellerOf(4, index).id),
        ...held(4, index, owned),
        name: personName(351, index),
        company: companyName(500, index),
        mobile: mobile(355, index),
        source: pick(["website", "search", "exhibition", "referral", "boughtList"], 357, index),
        region: pick(["north", "east", "south", "central", "southwest"], 358, index),
        industry: pick(["manufacturing", "machinery", "technology", "medical", "retail"], 359, index),
        intention: pick(["A", "B", "C", null], 360, index),
        status,
        currency: "CNY",
        rate: "1",
        poolId: owned ? null : pools.lead,
        firstFollowUpAt: iso(totals.leadFirst[index]!),
        lastFollowUpAt: iso(totals.leadLast[index]!),
      };
    },
  };

  /** Ten thousand entries belong to the busy account, the rest is spread over accounts, leads, opportunities and contacts. */
  function followUpTarget(index: number): { object: string; index: number; id: string; account: number | null } {
    const busy = Math.min(BUSY, counts.accounts - 1);
    if (index % Math.max(1, Math.floor(counts.followUps / Math.min(10_000, counts.followUps / 10))) === 0) {
      return { object: "account", index: busy, id: accountId(busy), account: busy };
    }
    const kind = weighted(
      [
        ["account", 50],
        ["lead", 20],
        ["opportunity", 20],
        ["contact", 10],
      ] as const,
      370,
      index,
    );
    if (kind === "lead") {
      const lead = below(counts.leads, 371, index);
      return { object: kind, index: lead, id: leadId(lead), account: null };
    }
    if (kind === "opportunity") {
      const deal = below(counts.opportunities, 372, index);
      return { object: kind, index: deal, id: dealId(deal), account: accountOf(5, deal) };
    }
    if (kind === "contact") {
      const contact = below(counts.contacts, 373, index);
      return { object: kind, index: contact, id: contactId(contact), account: accountOf(3, contact) };
    }
    const account = below(counts.accounts, 374, index);
    return { object: kind, index: account, id: accountId(account), account };
  }
}
