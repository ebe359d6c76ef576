/** Rights that concern no record, as roles hold them: what actions need and fields are seen with, and what opens the settings. */
export const RIGHTS = ["configure", "migrate", "invite", "audit", "seeCost"] as const;
export type Right = (typeof RIGHTS)[number];
