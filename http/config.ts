/** What the HTTP side needs to know of its surroundings. */
export type HttpConfig = {
  /** Where people reach the server; `https:` makes cookies secure and turns on HSTS. */
  publicUrl?: string;
  /** Folder of the built web app; null serves the API alone. */
  webRoot: string | null;
  /** Addresses of proxies whose `X-Forwarded-*` is believed; those on this machine unless stated. */
  trustProxy?: boolean | string;
  /** Largest upload, in bytes. */
  uploadLimit?: number;
  /** Why the server cannot serve at the moment, or null. */
  unhealthy?: () => string | null;
};

export const BODY_LIMIT = 5 * 1024 * 1024;
export const HEARTBEAT_MS = 15_000;
