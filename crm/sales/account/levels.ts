import type { ChoiceOption } from "#engine/object.ts";

export const LEVELS = [
  { value: "A", tone: "success" },
  { value: "B", tone: "progress" },
  { value: "C", tone: "neutral" },
] as const satisfies readonly ChoiceOption[];
