import sql from "sql-template-tag";
import { inTransaction } from "#engine/context.ts";
import type { Company, Ctx, Engine, SystemActor } from "#engine/ctx.ts";
import { createIdentity, joinCompany } from "#engine/identity/identities.ts";
import type { Model, ModelField, ModelObject } from "#engine/model/model.ts";
import { tableOf } from "#engine/model/sql.ts";
import type { AnyRecord } from "#engine/object.ts";

export type TestUser = AnyRecord & { identityId: string; login: string };

type UserWish = {
  /** Codes of ready roles; a plain salesperson if none are named. */
  roles?: string[];
  /** A department by name, made when there is none; the company's first otherwise. */
  team?: string;
} & Record<string, unknown>;

type Maker = (values?: Record<string, unknown>) => Promise<AnyRecord>;

/** `make.opportunity({ amount: 5_000 })`: valid records with only what matters to the test stated. */
export type Make = {
  user(values?: UserWish): Promise<TestUser>;
  /** What a form of the object would send, with no more than it must. */
  valuesOf(object: string): Promise<Record<string, unknown>>;
} & Record<"lead" | "account" | "contact" | "opportunity" | "opportunityLine" | "product" | "followUp" | "task" | "pool", Maker> &
  Record<"department" | "role" | "tag" | "view" | "note" | "comment" | "widget" | "gadget", Maker>;

/** References a rule asks for although the field is not marked as required. */
const ALSO_NEEDED: Record<string, readonly string[]> = {
  opportunity: ["account"],
  lead: ["mobile"],
  opportunityLine: ["name", "price"],
  quoteLine: ["name", "price"],
  paymentPlan: ["amount"],
  contractLine: ["name", "price"],
  orderLine: ["name", "price"],
  invoice: ["account", "invoiceTitle", "amount"],
  invoiceLine: ["name", "price"],
};

/** Values that no sample would be valid for. */
const STATED: Record<string, (count: number) => Record<string, unknown>> = {
  invoiceTitle: () => ({ taxNumber: "91350100M000100Y43" }),
  target: (count) => ({ unit: "company", period: "month", startsOn: `${2000 + count}-01-01` }),
};

type Making = (name: string, values: Record<string, unknown>) => Promise<AnyRecord>;

/** Records that fit only others of their own: goods leave for a confirmed order, and only confirmed money is entered. */
const FITTING: Record<string, (make: Making) => Promise<Record<string, unknown>>> = {
  async allocation(make) {
    const { id: accountId } = await make("account", {});
    return { receiptId: (await make("receipt", { accountId, status: "confirmed" })).id, kind: "prepayment" };
  },
  delivery: async (make) => ({ orderId: (await confirmedLine(make)).orderId }),
  async deliveryLine(make) {
    const { id, orderId } = await confirmedLine(make);
    return { orderLineId: id, deliveryId: (await make("delivery", { orderId })).id };
  },
  async returnLine(make) {
    const { id, orderId } = await confirmedLine(make);
    return { orderLineId: id, returnOrderId: (await make("returnOrder", { orderId })).id };
  },
};

async function confirmedLine(make: Making): Promise<AnyRecord> {
  const order = await make("order", { isConfirmed: true });
  return await make("orderLine", { orderId: order.id, quantity: 100 });
}

const FACTORY: SystemActor = { kind: "system", name: "factory", rights: { "*": ["*"] }, source: "test", language: "zh-CN" };

export function makers(engine: Engine, company: Company, modelOf: () => Promise<Model>): Make {
  const write = <T>(work: (ctx: Ctx) => Promise<T>) => inTransaction(engine, company, FACTORY, work);
  let count = 0;

  async function make(name: string, values: Record<string, unknown>): Promise<AnyRecord> {
    const model = await modelOf();
    const object = model.objects.get(name);
    if (!object) throw new Error(`make.${name}: there is no such object`);
    const stated = stateKeys(object, values);
    const filled = { ...(await missingValues(object, stated)), ...stated };
    return await write((ctx) => ctx.records.create(name, filled, { as: "engine", accept: "all" }));
  }

  async function missingValues(object: ModelObject, stated: Record<string, unknown>): Promise<Record<string, unknown>> {
    const missing: Record<string, unknown> = { ...STATED[object.name]?.(++count), ...(await fittingValues(object, stated)) };
    for (const field of object.fields.values()) {
      const isSet =
        field.key in stated ||
        field.key in missing ||
        field.default !== undefined ||
        field.changedBy === "engine" ||
        field.changedBy === "rules";
      if (isSet || !(field.required || ALSO_NEEDED[object.name]?.includes(field.name))) continue;
      if (field.type === "anyReference") Object.assign(missing, await anyTarget(field));
      else if (field.type === "reference") missing[field.key] = (await makeFor(field.to!, object, { ...stated, ...missing })).id;
      else missing[field.key] = sample(object, field, ++count);
    }
    return missing;
  }

  async function fittingValues(object: ModelObject, stated: Record<string, unknown>): Promise<Record<string, unknown>> {
    const isPlaced = [...object.fields.values()].some(({ key, required, to }) => required && to !== undefined && key in stated);
    return isPlaced ? {} : await (FITTING[object.name]?.(make) ?? {});
  }

  /** What a record refers to belongs to what it refers to besides: the title of an invoice is one of its customer's. */
  async function makeFor(name: string, object: ModelObject, known: Record<string, unknown>): Promise<AnyRecord> {
    const target = (await modelOf()).objects.get(name)!;
    const shared = [...object.fields.values()].filter(
      ({ name, key, to, ownership }) => !ownership && known[key] && to !== undefined && target.fields.get(name)?.to === to,
    );
    return await make(name, Object.fromEntries(shared.map(({ key }) => [key, known[key]])));
  }

  async function anyTarget(field: ModelField): Promise<Record<string, unknown>> {
    const target = field.toAny?.[0] ?? [...(await modelOf()).objects.values()].find((object) => object.timeline)!.name;
    return { [`${field.name}Object`]: target, [field.key]: (await make(target, {})).id };
  }

  async function valuesOf(name: string): Promise<Record<string, unknown>> {
    const object = (await modelOf()).objects.get(name)!;
    const owner = object.ownerField === undefined ? {} : { [object.fields.get(object.ownerField)!.key]: null };
    return await missingValues(object, owner);
  }

  async function user({ roles = ["sales"], team, ...values }: UserWish = {}): Promise<TestUser> {
    const login = String(values.login ?? `user${++count}-${process.pid}`);
    const departmentId = values.departmentId ?? values.department ?? (await departmentNamed(team));
    const { identityId } = await createIdentity(engine.database, { login, password: `Kehai-${login}-2026` });
    const record = await write(async (ctx) => {
      const held = await ctx.db.query<{ id: string }>(
        sql`select id from ${tableOf(company, "role")} where code = any(${roles}) and deleted_at is null`,
      );
      if (held.length !== roles.length) throw new Error(`there are no roles ${roles.join(", ")}`);
      const made = await ctx.records.create(
        "user",
        { name: login, rolesIds: held.map((role) => role.id), ...values, login, departmentId, identityId },
        { as: "engine", accept: "all" },
      );
      await joinCompany(ctx.db, { identityId, companyId: company.id, userId: made.id });
      return made;
    });
    return { ...record, identityId, login };
  }

  async function departmentNamed(name: string | undefined): Promise<string> {
    const [found] = await engine.database.query<{ id: string }>(sql`
      select id from ${tableOf(company, "department")}
      where deleted_at is null and (name = ${name ?? null} or (${name ?? null}::text is null and parent_id is null))
      order by created_at limit 1`);
    return found?.id ?? (await make("department", { name })).id;
  }

  const own: Record<string, unknown> = { user, valuesOf };
  return new Proxy({} as unknown as Make, {
    get: (_, name: string) => own[name] ?? ((values = {}) => make(name, values)),
  });
}

/** Values may be named as the API reads or writes them: `owner` as well as `ownerId`. */
function stateKeys(object: ModelObject, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [object.fields.get(name)?.key ?? name, value]));
}

function sample(object: ModelObject, field: ModelField, count: number): unknown {
  switch (field.type) {
    case "choice":
      return field.options?.[0]?.value;
    case "multiChoice":
      return [field.options?.[0]?.value];
    case "integer":
    case "number":
    case "percent":
      return Math.max(field.min ?? 1, 1);
    case "money":
    case "price":
      return "100.00";
    case "date":
      return "2026-03-02";
    case "dateTime":
      return "2026-03-02T01:00:00.000Z";
    case "boolean":
      return false;
    case "phone":
      return `138${String(10_000_000 + count).slice(0, 8)}`;
    case "email":
      return `person${count}@example.com`;
    case "url":
      return "https://example.com";
    case "json":
      return {};
    default:
      return `${object.name} ${field.name} ${count}`;
  }
}
