import type { FastifyInstance } from "fastify";
import { isHttps } from "./caller.ts";
import type { HttpConfig } from "./config.ts";

/** No inline scripts, no foreign frames. Styles may be inline: the component library writes them at run time. */
const CONTENT = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(";");

/** The same words on every answer, so they are written down: helmet works them out anew for each, at twice what the rest of an answer costs. */
const HEADERS = {
  "content-security-policy": CONTENT,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
  // The filter that old browsers had could be turned against a page.
  "x-xss-protection": "0",
};

const HTTPS_ONLY = { "strict-transport-security": "max-age=31536000; includeSubDomains" };

/** What keeps browsers from being helpful, on every answer; what the API says is kept by nobody. */
export function securityHeaders(app: FastifyInstance, config: HttpConfig): void {
  const headers = isHttps(config) ? { ...HEADERS, ...HTTPS_ONLY } : HEADERS;

  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });

  app.addHook("onSend", (request, reply, _payload, done) => {
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    done();
  });
}
