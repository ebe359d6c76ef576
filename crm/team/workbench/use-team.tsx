import type { Filter } from "#engine/object.ts";
import { useMe } from "#web/ui/data/model.ts";
import { useAggregate, useCount } from "#web/ui/data/records.ts";
import { of, open } from "./workbench-filters.ts";

const COUNT = { count: { fn: "count" } } as const;

/** Whether the person sees the work of others, and whether he rather leads than sells. Both are what the server lets him see. */
export function useTeam(): { isKnown: boolean; hasTeam: boolean; leads: boolean } {
  const { user } = useMe();
  const isMe = (field: string): Filter => ({ field, op: "eq", value: user.id });
  const owners = useAggregate("opportunity", { filter: open, groupBy: ["owner"], measures: COUNT, limit: 2 });
  const reports = useCount("user", { filter: isMe("manager") });
  const departments = useCount("department", { filter: isMe("head") });
  const own = useCount("opportunity", { filter: of("me", open) });
  const people = (reports.data?.count ?? 0) + (departments.data?.count ?? 0);
  return {
    isKnown: [owners, reports, departments, own].every((query) => !query.isLoading),
    hasTeam: (owners.data?.rows.length ?? 0) > 1,
    leads: people > 0 || own.data?.count === 0,
  };
}
