import { readFileSync } from "node:fs";

/** The keys of a label file, such as `pool.claimed`; forms of number count as one. */
export function labelKeys(path: string): Set<string> {
  const keys = new Set<string>();
  const walk = (value: unknown, at: string) => {
    if (typeof value === "string") keys.add(at);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, at ? `${at}.${key}` : key);
  };
  walk(JSON.parse(readFileSync(path, "utf8")), "");
  // English needs forms of number that Chinese has not.
  return new Set([...keys].map((key) => key.replace(/_(one|other)$/, "_other")));
}
