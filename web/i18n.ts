import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";
import zh from "./labels.zh-CN.json" with { type: "json" };
import { request } from "./ui/data/client.ts";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT_AS = "kehai.language";

export function chosenLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === "en" ? "en" : "zh-CN";
}

/** Chinese is in the first bundle; another language costs one more request. */
export async function startLabels(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  const resources: Resource = { "zh-CN": { translation: zh } };
  if (language === "en") resources.en = { translation: (await import("./labels.en.json", { with: { type: "json" } })).default };
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    resources,
    interpolation: { escapeValue: false },
  });
}

/** Labels of objects come from the server in the chosen language, so the page starts anew. */
export async function chooseLanguage(language: Language, isSignedIn: boolean): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  if (isSignedIn) await request("PATCH", "/v1/session", { body: { language } }).catch(() => undefined);
  window.location.reload();
}
