import { defineFind, type Find } from "#engine/find.ts";
import type { AnyRecord, ObjectDefinition } from "#engine/object.ts";
import { type CheckRule, check, type RuleFacts } from "#engine/rule.ts";
import { companyProfile } from "./company-profile.object.ts";

type Facts = RuleFacts<AnyRecord>;

/** How the books take a document in: by which of its days, and what would alter what was reported of it. */
export type Entered = { day: string; isAltered(record: AnyRecord, before: AnyRecord): boolean };

/** The day through which the books are closed; nobody closes them until the write that asked is done. */
export function findClosedThrough(object: ObjectDefinition, entered: Entered): Find {
  return defineFind(object, {
    name: "closedThrough",
    rights: { companyProfile: ["read"] },
    needs: (record, facts) => isEntered(record as AnyRecord, facts as Facts, entered),
    async run(asking, { records }) {
      const profile = await records.holdSingle(companyProfile);
      return asking.map(() => profile?.closedThrough ?? null);
    },
  });
}

/** Nothing is entered, altered or taken back in books that are closed. */
export function staysOutOfClosedBooks(object: ObjectDefinition, entered: Entered): CheckRule {
  return check(
    object,
    (record, facts) => {
      const closedThrough = facts.found<string>("closedThrough");
      if (closedThrough === null || !isEntered(record as AnyRecord, facts as Facts, entered)) return null;
      const days = [(record as AnyRecord)[entered.day], (facts.before as AnyRecord | null)?.[entered.day]];
      const isClosed = days.some((day) => day && day <= closedThrough);
      return isClosed ? { code: "companyProfile.day_closed", field: entered.day, params: { date: closedThrough } } : null;
    },
    { strength: "invariant", onRemoval: true },
  );
}

function isEntered(record: AnyRecord, { before }: Facts, { day, isAltered }: Entered): boolean {
  return before === null || Boolean(record.deletedAt) || before[day] !== record[day] || isAltered(record, before);
}
