import { inTransaction } from "#engine/context.ts";
import type { Company, Ctx, Engine, SystemActor } from "#engine/ctx.ts";
import { seedActivity } from "./activity.ts";
import { seedCampaigns } from "./campaigns.ts";
import { seedContracts } from "./contracts.ts";
import { seedCustomers } from "./customers.ts";
import { seedDeals } from "./deals.ts";
import { seedInvoices, seedOrders } from "./fulfilment.ts";
import { seedLeads } from "./leads.ts";
import { seedMoney } from "./money.ts";
import { seedOrganization } from "./organization.ts";
import { seedQuotes } from "./quotes.ts";
import { randomFrom } from "./random.ts";
import { calendarOf, type Seeding } from "./seeding.ts";
import { seedTargets } from "./targets.ts";

const actor: SystemActor = { kind: "system", name: "demo", rights: { "*": ["*"] }, source: "job", language: "zh-CN" };

/**
 * Fills a new company with people, customers and deals as an integrator of its size has them. The same every time but for the
 * dates, which end today. Everything goes through the records, so roll-ups, spells, search and history are right.
 */
export async function seedDemo(engine: Engine, company: Company): Promise<void> {
  const random = randomFrom(20260926);
  const within = <T>(work: (seeding: Seeding) => Promise<T>) =>
    inTransaction(engine, company, actor, (ctx: Ctx) => work({ ctx, random, calendar: calendarOf(ctx) }));

  const organization = await within(seedOrganization);
  const customers = await within((seeding) => seedCustomers(seeding, organization));
  const campaigns = await within((seeding) => seedCampaigns(seeding, organization));
  const leads = await within((seeding) => seedLeads(seeding, organization, customers, campaigns));
  const deals = await within((seeding) => seedDeals(seeding, organization, customers, leads));
  await within((seeding) => seedActivity(seeding, { customers, leads, deals }));
  const quotes = await within((seeding) => seedQuotes(seeding, deals));
  const contracts = await within((seeding) => seedContracts(seeding, deals, quotes));
  await within((seeding) => seedOrders(seeding, contracts));
  await within((seeding) => seedMoney(seeding, contracts));
  await within((seeding) => seedInvoices(seeding, contracts));
  await within((seeding) => seedTargets(seeding, organization));
}
