/** Why a return and its lines are no longer edited by hand. */
export function decided(goods: { status: string | null } | null): string | null {
  return goods === null || goods.status === "requested" ? null : "returnOrder.decided_already";
}
