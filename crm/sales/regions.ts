export const REGIONS = ["north", "northeast", "east", "central", "south", "southwest", "northwest", "overseas"] as const;
