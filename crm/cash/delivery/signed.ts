/** Why a delivery and its lines are no longer edited by hand. */
export function signed(goods: { status: string | null } | null): string | null {
  return goods?.status === "signed" ? "delivery.signed_already" : null;
}
