import { pinyin } from "pinyin-pro";
import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";

/** First segments of the web app's own addresses. */
const RESERVED = ["api", "assets", "sign-in", "setup", "invitation"];
const LONGEST = 30;

/** What stands in every address of a company, from its name: `北京华江科技` → `beijinghuajiangkeji`. */
export async function freeSlug(db: Queryable, name: string): Promise<string> {
  const base = slugOf(name);
  const rows = await db.query<{ slug: string }>(sql`
    select slug from kehai.company where slug = ${base} or slug like ${`${base}-%`}`);
  const taken = new Set([...RESERVED, ...rows.map((row) => row.slug)]);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

function slugOf(name: string): string {
  const spelled = pinyin(name.normalize("NFKC"), { toneType: "none", type: "array", nonZh: "consecutive" }).join("");
  const plain = spelled
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  return /^[a-z]/.test(plain) ? plain : `c${plain === "" ? "" : `-${plain}`}`;
}
