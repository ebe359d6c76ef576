/** An address in one line, in the order it is written in China. */
export function addressText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  const { province, city, district, street } = value as Record<string, string | undefined>;
  return [province, city === province ? "" : city, district, street].filter(Boolean).join("");
}
