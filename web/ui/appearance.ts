import { createContext, use } from "react";
import type { Mode } from "./theme.ts";

export type ThemeChoice = Mode | "system";

export const AppearanceContext = createContext<{ mode: Mode; choice: ThemeChoice; choose(choice: ThemeChoice): void }>({
  mode: "light",
  choice: "system",
  choose: () => {},
});

/** The theme shown and the one chosen; charts repaint by it. */
export function useAppearance() {
  return use(AppearanceContext);
}
