import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Filter } from "#engine/object.ts";
import type { Period } from "#web/ui/periods.ts";

/** What a report is about; it stands in the URL, so that a report can be sent to a colleague. */
export type ReportScope = { period: Period; type?: string; department?: string; owner?: string; by?: string; only?: string };

export function useReportScope(defaults: ReportScope): [ReportScope, (change: Partial<ReportScope>) => void] {
  const search = useSearch({ strict: false }) as Partial<ReportScope>;
  const navigate = useNavigate();
  const scope = { ...defaults, ...search };
  const change = (wish: Partial<ReportScope>) =>
    void navigate({ to: ".", search: (known: Record<string, unknown>) => ({ ...known, ...wish }), replace: true } as never);
  return [scope, change];
}

/** Filters of the scope that do not concern time. */
export function whoAndWhat(scope: ReportScope): Filter[] {
  return [
    ...(scope.type ? [{ field: "recordType", op: "eq", value: scope.type } as const] : []),
    ...(scope.department ? [{ field: "ownerDepartment", op: "eq", value: scope.department } as const] : []),
    ...(scope.owner ? [{ field: "owner", op: "eq", value: scope.owner } as const] : []),
  ];
}
