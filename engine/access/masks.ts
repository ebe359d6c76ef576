import type { FieldType } from "../object.ts";

/** What somebody sees who may know that a value exists but not the value. */
export function maskOf(type: FieldType, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") return "****";
  if (type === "phone") return maskedPhone(value);
  if (type === "email") return maskedEmail(value);
  return type === "text" ? maskedName(value) : "****";
}

function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length < 8 ? "****" : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

function maskedEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "****" : `${email[0]}***${email.slice(at)}`;
}

/** The family name stays: `张*`, `欧***`. */
function maskedName(name: string): string {
  const letters = [...name];
  return `${letters[0] ?? ""}${"*".repeat(Math.min(Math.max(letters.length - 1, 1), 3))}`;
}
