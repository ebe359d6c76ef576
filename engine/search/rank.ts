import sql, { empty, raw, type Sql } from "sql-template-tag";
import type { Token } from "./grams.ts";
import type { Reach } from "./match-words.ts";

/** The rank of a phone number that holds the digits before its end. */
export const INSIDE = 45;

/** 100 the very title, then its beginning, its inside by characters, sound and initials, digits, and the rest of the document. */
export function rankOf(plain: string, tokens: readonly Token[], reach: Reach): Sql {
  const sound = tokens.map((token) => token.text).join("");
  const spoken = /^[a-z]+$/.test(sound)
    ? sql`when s.pinyin = ${sound} or s.initials = ${sound} then 75
          when s.initials like ${`${sound}%`} then 70 when s.pinyin like ${`${sound}%`} then 68
          when s.initials like ${`%${sound}%`} then 55 when s.pinyin like ${`%${sound}%`} then 50`
    : empty;
  const digits =
    /^\d+$/.test(sound) && reach === "document"
      ? sql`when s.digits = ${sound} then 90 when s.digits like ${`%${sound}`} then 65 when s.digits like ${`%${sound}%`} then ${raw(String(INSIDE))}`
      : empty;
  const escaped = plain.replace(/[\\%_]/g, "\\$&");
  return sql`case when s.title = ${plain} then 100 when s.title like ${`${escaped}%`} then 80
    when s.title like ${`%${escaped}%`} then 60 ${digits} ${spoken} else 20 end`;
}
