export const UNITS = ["set", "piece", "box", "metre", "kilogram", "licence", "year", "time", "other"] as const;
