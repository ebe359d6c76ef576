import type { ObjectModule } from "#engine/module.ts";

const READS = { read: "company" } as const;
const KEEPS = { create: "company", read: "company", update: "company", delete: "company" } as const;

/** Who keeps the catalogue, and who sells from it. */
export const CATALOG_ROLES: NonNullable<ObjectModule["roles"]> = {
  ...{ sales: READS, manager: READS, marketing: READS, service: READS, auditor: { ...READS, export: "none" } },
  ...{ director: KEEPS, finance: KEEPS, purchasing: KEEPS },
};

/** Who knows what things cost, and so what a deal earns. */
export const COST_RIGHTS: NonNullable<ObjectModule["rights"]> = Object.fromEntries(
  ["manager", "director", "finance", "purchasing"].map((role) => [role, ["seeCost"]]),
);
