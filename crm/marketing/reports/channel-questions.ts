import type { Filter } from "#engine/object.ts";
import type { AggregateQuery, WireObject } from "#engine/wire.ts";
import { SIGNED } from "../../cash/contract/signed.ts";

/** What leads come by: their source, or the campaign they name. */
export const DIMENSIONS = ["channel", "campaign"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The steps from a lead to a signed contract, in order. */
export const STEPS = ["lead", "account", "opportunity", "won", "contract"] as const;
export type StepName = (typeof STEPS)[number];

/** What a date must satisfy to be in the report's period; nothing for all time. */
export type Within = (field: string) => Filter | undefined;

/** One channel or campaign; null for the leads that name none. */
export type Key = string | null;

const LEAD_FIELD = { channel: "source", campaign: "campaign" } as const;
const COST_KEY = { channel: "channel", campaign: "id" } as const;
const WON: Filter = { field: "status", op: "eq", value: "won" };

/** From an object of the chain back to the lead it began with. */
const WAY = { lead: "", opportunity: "lead.", contract: "opportunity.lead." } as const;
type Followed = keyof typeof WAY;

export type Question = { object: string; query: AggregateQuery };
export type Asked = "leads" | "everyLead" | "opportunities" | "contracts" | "costs";

/** What the server is asked; the leads that arrived in the period are followed to their money, whenever it came. */
export function questionsOf(by: Dimension, within: Within): Record<Asked, Question> {
  const leads = { count: { fn: "count" }, accounts: { fn: "countDistinct", field: "account" } } as const;
  const money = { count: { fn: "count" }, amount: { fn: "sum", field: "amount" } } as const;
  const asked = (object: Followed, filter?: Filter) => filtered([...arrived(object, within), filter]);
  const spent = filtered([within("startsOn"), { field: "cost", op: "isNotEmpty" }]);
  return {
    leads: { object: "lead", query: { ...asked("lead"), groupBy: [pathOf("lead", by)], measures: leads } },
    everyLead: { object: "lead", query: { ...asked("lead"), measures: leads } },
    opportunities: {
      object: "opportunity",
      query: { ...asked("opportunity"), groupBy: [pathOf("opportunity", by), "status"], measures: money },
    },
    contracts: {
      object: "contract",
      query: {
        ...asked("contract", SIGNED),
        groupBy: [pathOf("contract", by)],
        measures: { ...money, received: { fn: "sum", field: "received" } },
      },
    },
    costs: {
      object: "campaign",
      query: {
        ...spent,
        groupBy: by === "channel" ? ["channel"] : ["id", "name"],
        measures: { cost: { fn: "sum", field: "cost" } },
      },
    },
  };
}

/** What the viewer may know of is asked; a field that is hidden from him is not in his model. */
export function isAsked(model: ReadonlyMap<string, WireObject>, asked: Asked, { object, query }: Question): boolean {
  if (asked === "costs" && !seesAllItBrought(model)) return false;
  const fields = model.get(object)?.fields.map(({ name }) => name);
  return fields !== undefined && Object.values(query.measures).every(({ field }) => !field || fields.includes(field));
}

/** Costs are the company's: set against a part of what they brought, they would say that a lead cost a multiple. */
export function seesAllItBrought(model: ReadonlyMap<string, WireObject>): boolean {
  return Object.keys(WAY).every((object) => model.get(object)?.may.readAll === true);
}

/** Figures that open their rows. */
export type Counted = StepName | "received" | "cost";

/** The rows behind a figure: the object they are of and the filter that finds them; `key` is left out for all together. */
export type Rows = { object: string; filter: Filter | undefined };

export function rowsOf(what: Counted, by: Dimension, within: Within, key?: Key): Rows {
  const of = (object: Followed, filter?: Filter): Rows => ({
    object,
    filter: allOf([...arrived(object, within), ...(key === undefined ? [] : [named(pathOf(object, by), key)]), filter]),
  });
  switch (what) {
    case "lead":
    case "opportunity":
      return of(what);
    case "won":
      return of("opportunity", WON);
    case "contract":
      return of("contract", SIGNED);
    case "received":
      return of("contract", allOf([SIGNED, { field: "received", op: "gt", value: 0 }]));
    case "account": {
      const { filter } = of("lead");
      return { object: "account", filter: { some: "leads", ...(filter ? { where: filter } : {}) } };
    }
    case "cost": {
      const chosen = key === undefined ? [] : [named(COST_KEY[by], key)];
      return { object: "campaign", filter: allOf([within("startsOn"), ...chosen, { field: "cost", op: "isNotEmpty" }]) };
    }
  }
}

export function pathOf(object: Followed, by: Dimension): string {
  return `${WAY[object]}${LEAD_FIELD[by]}`;
}

/** That it came from a lead of the period; for leads themselves, nothing is asked of all time. */
function arrived(object: Followed, within: Within): (Filter | undefined)[] {
  const field = `${WAY[object]}createdAt`;
  return [within(field) ?? (object === "lead" ? undefined : { field, op: "isNotEmpty" })];
}

function named(field: string, key: Key): Filter {
  return key === null ? { field, op: "isEmpty" } : { field, op: "eq", value: key };
}

function filtered(filters: readonly (Filter | undefined)[]): { filter?: Filter } {
  const filter = allOf(filters);
  return filter ? { filter } : {};
}

function allOf(filters: readonly (Filter | undefined)[]): Filter | undefined {
  const stated = filters.filter((filter) => filter !== undefined);
  return stated.length > 1 ? { and: stated } : stated[0];
}
