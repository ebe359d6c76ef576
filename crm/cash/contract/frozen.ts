/** Why a contract and its lines are no longer edited by hand. */
export function frozen(paper: { status: string | null } | null): string | null {
  if (paper === null || paper.status === "draft") return null;
  return paper.status === "active" ? "contract.in_force" : "contract.closed";
}
