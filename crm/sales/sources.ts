export const SOURCES = [
  "website",
  "search",
  "social",
  "exhibition",
  "referral",
  "phone",
  "visit",
  "advertisement",
  "partner",
  "boughtList",
  "tender",
  "other",
] as const;
