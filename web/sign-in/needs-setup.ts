import { request } from "../ui/data/client.ts";

/** True on the very first visit, before any company exists. */
export async function needsSetup(): Promise<boolean> {
  const state = await request<{ needed: boolean }>("GET", "/v1/setup").catch(() => ({ needed: false }));
  return state.needed;
}
