import { Temporal } from "temporal-polyfill";
import { minus } from "#engine/fields/money.ts";
import { check, derive } from "#engine/rule.ts";
import { target } from "./target.object.ts";

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** A period begins with a month, so that a fiscal year may begin with any. */
const periodsAreWhole = derive(target, ({ startsOn, period }) => {
  const first = Temporal.PlainDate.from(startsOn).with({ day: 1 });
  const last = first.add({ months: MONTHS[period] }).subtract({ days: 1 });
  return { startsOn: first.toString(), endsOn: last.toString() };
});

const onlyItsUnitIsNamed = derive(target, ({ unit, departmentId, ownerId }) => ({
  departmentId: unit === "department" ? departmentId : null,
  ownerId: unit === "person" ? ownerId : null,
  ...(unit === "department" ? { ownerDepartmentId: departmentId } : {}),
}));

const targetsAreNamed = derive(
  target,
  ({ name, metric, period, startsOn, unit, departmentId, ownerId }, { related, found }) => {
    const who = related("owner")?.name ?? related("department")?.name ?? found("companyName") ?? null;
    return {
      // A sum that changes asks the rules again, and finds nothing anew.
      name: who === null ? name : `${who} ${periodName(period, startsOn)}`,
      slot: [metric, period, startsOn, unit, departmentId ?? ownerId ?? ""].join(" "),
    };
  },
  { reads: ["owner", "department"] },
);

const restIsNotHandedDown = derive(target, ({ floor, handedDown }) => ({ notHandedDown: minus(floor, handedDown) }));

const unitIsNamed = check(target, ({ unit, departmentId, ownerId }) => {
  if (unit === "department" && departmentId === null) return { code: "target.department_missing", field: "departmentId" };
  return unit === "person" && ownerId === null ? { code: "target.person_missing", field: "ownerId" } : null;
});

const stretchIsBeyondTheFloor = check(target, ({ floor, stretch }) =>
  stretch !== null && Number(minus(stretch, floor)) < 0 ? { code: "target.stretch_below_floor", field: "stretch" } : null,
);

const partsAreWithinTheWhole = check(
  target,
  ({ id, parentId, metric, startsOn, endsOn }, { related }) => {
    const whole = related("parent");
    if (whole === null) return null;
    const isWithin = whole.metric === metric && whole.startsOn <= startsOn && (endsOn ?? "") <= whole.endsOn;
    return parentId !== id && isWithin ? null : { code: "target.not_part_of_it", field: "parentId" };
  },
  { reads: ["parent"] },
);

export const rules = [
  periodsAreWhole,
  onlyItsUnitIsNamed,
  targetsAreNamed,
  restIsNotHandedDown,
  unitIsNamed,
  stretchIsBeyondTheFloor,
  partsAreWithinTheWhole,
];

function periodName(period: "month" | "quarter" | "year", startsOn: string): string {
  const { year, month } = Temporal.PlainDate.from(startsOn);
  if (period === "year") return month === 1 ? String(year) : `${year}/${year + 1}`;
  if (period === "quarter" && month % 3 === 1) return `${year}-Q${(month + 2) / 3}`;
  return startsOn.slice(0, 7);
}
