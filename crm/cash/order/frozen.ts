/** Why an order and its lines are no longer edited by hand. */
export function frozen(paper: { status: string | null } | null): string | null {
  if (paper === null || paper.status === "draft") return null;
  return paper.status === "cancelled" ? "order.cancelled_already" : "order.confirmed_already";
}
