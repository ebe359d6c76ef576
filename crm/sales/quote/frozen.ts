/** Why a quote and its lines are no longer edited by hand. */
export function frozen(paper: { status: string | null } | null): string | null {
  return paper === null || paper.status === "draft" ? null : "quote.sent_already";
}
