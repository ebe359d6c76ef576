import dayjs from "dayjs";
import "dayjs/locale/en-gb.js";
import "dayjs/locale/zh-cn.js";
import i18next, { type Resource, type ResourceKey } from "i18next";
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

/** Words of the larger areas stand in files of their own, each below its own key. */
const zhAreas = import.meta.glob<ResourceKey>(["./labels/*.zh-CN.json", "!./labels/{import,settings}.*"], {
  eager: true,
  import: "default",
});
const enAreas = import.meta.glob<ResourceKey>(["./labels/*.en.json", "!./labels/{import,settings}.*"], { import: "default" });
/** What few open on a given day comes with its page. */
const ofPages = import.meta.glob<ResourceKey>("./labels/{import,settings}.*.json", { import: "default" });

/** Chinese is in the first bundle; another language costs one more request. */
export async function startLabels(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  // Weeks begin on Monday in both.
  dayjs.locale(language === "en" ? "en-gb" : "zh-cn");
  const resources: Resource = { "zh-CN": { translation: together(zh, Object.values(zhAreas)) } };
  if (language === "en") resources.en = { translation: await english() };
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    resources,
    interpolation: { escapeValue: false },
  });
}

/** A page fetched together with its words. */
export function withWords<Page>(area: "import" | "settings", fetchPage: () => Promise<Page>): () => Promise<Page> {
  const language = chosenLanguage();
  return async () => {
    const [page, words] = await Promise.all([fetchPage(), ofPages[`./labels/${area}.${language}.json`]!()]);
    i18next.addResourceBundle(language, "translation", words, true);
    return page;
  };
}

async function english(): Promise<ResourceKey> {
  const own = (await import("./labels.en.json", { with: { type: "json" } })).default;
  return together(own, await Promise.all(Object.values(enAreas).map((load) => load())));
}

function together(own: ResourceKey, areas: ResourceKey[]): ResourceKey {
  return Object.assign({}, own, ...areas);
}

/** Whoever chose a language at the door is answered in it from then on. */
export async function keepLanguage(): Promise<void> {
  const language = localStorage.getItem(KEPT_AS);
  if (language !== null) await request("PATCH", "/v1/session", { body: { language } }).catch(() => undefined);
}

/** Labels of objects come from the server in the chosen language, so the page starts anew. */
export async function chooseLanguage(language: Language, isSignedIn: boolean): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  if (isSignedIn) await request("PATCH", "/v1/session", { body: { language } }).catch(() => undefined);
  window.location.reload();
}
