import { App, ConfigProvider, type ConfigProviderProps } from "antd";
import { type ReactNode, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { AppearanceContext, type ThemeChoice } from "./appearance.ts";
import { useIsPhone } from "./screen.ts";
import { antTheme, type Mode, paintDocument } from "./theme.ts";

const KEPT_AS = "kehai.theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Colours and locale for everything below; remembers the person's choice of theme on this device. */
export function Appearance({ locale, children }: { locale: ConfigProviderProps["locale"]; children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => (localStorage.getItem(KEPT_AS) as ThemeChoice | null) ?? "system");
  const systemIsDark = useSyncExternalStore(watchSystem, () => dark.matches);
  const mode: Mode = choice === "system" ? (systemIsDark ? "dark" : "light") : choice;

  const isPhone = useIsPhone();
  const theme = useMemo(() => antTheme(mode, isPhone), [mode, isPhone]);

  useLayoutEffect(() => paintDocument(mode), [mode]);

  const choose = (next: ThemeChoice) => {
    localStorage.setItem(KEPT_AS, next);
    setChoice(next);
  };
  return (
    <AppearanceContext value={{ mode, choice, choose }}>
      <ConfigProvider theme={theme} locale={locale} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <App message={{ maxCount: 3 }} style={{ height: "100%" }}>
          {children}
        </App>
      </ConfigProvider>
    </AppearanceContext>
  );
}

function watchSystem(changed: () => void): () => void {
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
}
