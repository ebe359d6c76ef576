import type { ConfigProviderProps } from "antd";

type Locale = NonNullable<ConfigProviderProps["locale"]>;

/** Only the language in use is fetched. Ant Design's typings call these files CommonJS; bundled, they are modules. */
export async function antLocale(language: string): Promise<Locale> {
  const file: unknown = language === "en" ? await import("antd/es/locale/en_US.js") : await import("antd/es/locale/zh_CN.js");
  return (file as { default: Locale }).default;
}
