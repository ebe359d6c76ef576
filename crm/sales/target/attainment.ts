import type { Ctx } from "#engine/ctx.ts";
import { roundedMoney } from "#engine/fields/decimal.ts";
import { lesser, minus, percentOf } from "#engine/fields/money.ts";
import { defineFigures, type FigureValues } from "#engine/figure.ts";
import type { Filter, RecordOf } from "#engine/object.ts";
import { target } from "./target.object.ts";

type Target = RecordOf<typeof target>;

/** What counts towards a metric: signed contracts by their day, money by the day it was entered for the owner of that day. */
const COUNTED = {
  contractAmount: {
    object: "contract",
    day: "signedOn",
    field: "amount",
    where: { field: "status", op: "notIn", value: ["draft", "void"] },
  },
  receipts: {
    object: "allocation",
    day: "entryDate",
    field: "amount",
    where: { field: "kind", op: "ne", value: "refund" },
  },
} as const satisfies Record<Target["metric"], { object: string; day: string; field: string; where: Filter }>;

/** How far each target has come, counted anew whenever it is looked at. */
export const attainment = defineFigures(target, {
  rights: { contract: ["read"], allocation: ["read"], department: ["read"] },

  async run(targets, ctx) {
    const below = await departmentsBelow(ctx);
    return await Promise.all(targets.map((one) => attained(ctx, one, below)));
  },
});

async function attained(ctx: Ctx, record: Target, below: (id: string) => string[]): Promise<FigureValues> {
  const { object, day, field, where } = COUNTED[record.metric];
  const filter: Filter = {
    and: [where, { field: day, op: "between", value: [record.startsOn, record.endsOn] }, ...ofUnit(record, below)],
  };
  const { rows } = await ctx.records.aggregate(object, { filter, measures: { sum: { fn: "sum", field } } });
  const sum = String(rows[0]?.measures.sum ?? "0");
  const floor = (record as Target & { floorBase: string }).floorBase;
  const stretch = (record as Target & { stretchBase: string | null }).stretchBase;
  return {
    attained: sum,
    progress: percentOf(sum, floor),
    missing: roundedMoney(minus(floor, lesser(floor, sum)), ctx.company.currency),
    stretchProgress: stretch === null ? null : percentOf(sum, stretch),
  };
}

/** Contracts count for the department that signed them, wherever their owner has gone since. */
function ofUnit({ unit, departmentId, ownerId }: Target, below: (id: string) => string[]): Filter[] {
  if (unit === "person") return [{ field: "owner", op: "eq", value: ownerId }];
  if (unit === "department") return [{ field: "ownerDepartment", op: "in", value: below(departmentId as string) }];
  return [];
}

async function departmentsBelow({ records }: Ctx): Promise<(id: string) => string[]> {
  const departments = await records.find("department", { limit: 1_000 });
  const children = Map.groupBy(departments, ({ parentId }) => parentId);
  return function below(id: string): string[] {
    return [id, ...(children.get(id) ?? []).flatMap((child) => below(child.id))];
  };
}
