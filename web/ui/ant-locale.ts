import type { ConfigProviderProps } from "antd";
import * as zh from "antd/es/locale/zh_CN.js";

type Locale = NonNullable<ConfigProviderProps["locale"]>;

/** Chinese comes with the first bundle, another language is fetched. Ant Design's typings call these files CommonJS; bundled, they are modules. */
export function antLocale(language: string): Locale | Promise<Locale> {
  return language === "en" ? import("antd/es/locale/en_US.js").then(localeIn) : localeIn(zh);
}

function localeIn(file: unknown): Locale {
  return (file as { default: Locale }).default;
}
