import { request } from "../ui/data/client.ts";

/** Ends the session and loads the sign-in page anew, so that nothing read before stays in memory. */
export async function signOut(): Promise<void> {
  await request("DELETE", "/v1/session").catch(() => undefined);
  window.location.assign("/sign-in");
}
