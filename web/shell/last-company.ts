const KEPT_AS = "kehai.company";

/** The company this browser was in last: where `/` leads. */
export function lastCompany(): string | null {
  return localStorage.getItem(KEPT_AS);
}

export function rememberCompany(slug: string | null): void {
  if (slug === null) localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, slug);
}
