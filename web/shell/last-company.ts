import { request } from "../ui/data/client.ts";

const KEPT_AS = "kehai.company";

/** The company this browser was in last: where `/` leads. */
export function lastCompany(): string | null {
  return localStorage.getItem(KEPT_AS);
}

export function rememberCompany(slug: string | null): void {
  if (slug === null) localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, slug);
}

type Session = { signedIn: boolean; companies?: { slug: string }[] };

/** Where `/` leads: the company of last time while one still belongs to it, else the first one; null at the door. */
export async function landingCompany(): Promise<string | null> {
  const session = await request<Session>("GET", "/v1/session").catch((): Session => ({ signedIn: false }));
  const slugs = session.companies?.map((company) => company.slug) ?? [];
  const last = lastCompany();
  return slugs.find((slug) => slug === last) ?? slugs[0] ?? null;
}
