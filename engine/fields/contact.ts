import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { type FieldKind, ok, type Parsed, wrong } from "./kind.ts";
import { clean } from "./text.ts";

/** Stored as written but for spacing; numbers that are certain become E.164, so that one number has one form. */
export const phoneKind: FieldKind = {
  parse: (value) => (typeof value === "string" ? phoneOf(value) : wrong("invalid.phone")),
  parseText: (text) => phoneOf(text),
  schema: () => ({ type: "string", format: "phone", maxLength: 40 }),
};

const MOBILE = /^1[3-9]\d{9}$/;

function phoneOf(text: string): Parsed {
  // What most numbers are in most files needs no looking up.
  if (MOBILE.test(text)) return ok(text);
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return ok(null);
  if (plain.length > 40 || !/\d{3}/.test(plain) || /[^\d\s+()./\-#*,;转extEXT]/.test(plain)) return wrong("invalid.phone");
  const number = parsePhoneNumberFromString(plain.replace(/转/, "ext."), "CN");
  if (!number?.isPossible()) return ok(plain.replace(/\s+/g, " "));
  const extension = number.ext ? `-${number.ext}` : "";
  number.ext = undefined;
  // As it is dialled at home: a mobile number plain, a landline with its area code and the zero.
  return ok((number.countryCallingCode === "86" ? number.formatNational().replace(/\D/g, "") : number.number) + extension);
}

export const emailKind: FieldKind = {
  parse(value) {
    if (typeof value !== "string") return wrong("invalid.email");
    const plain = clean(value).normalize("NFKC").trim().toLowerCase();
    if (plain === "") return ok(null);
    return /^[^\s@<>()",;]{1,64}@[^\s@<>()",;]+\.[^\s@.<>()",;]+$/.test(plain) && plain.length <= 254
      ? ok(plain)
      : wrong("invalid.email");
  },
  parseText: (text, field, facts) => emailKind.parse(text, field, facts),
  schema: () => ({ type: "string", format: "email", maxLength: 254 }),
};

/** Only web addresses: anything else in a link is a way to run code in somebody's browser. */
export const urlKind: FieldKind = {
  parse(value) {
    if (typeof value !== "string") return wrong("invalid.url");
    const plain = clean(value).trim();
    if (plain === "") return ok(null);
    const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(plain) && !/^[^/]*:\d/.test(plain) ? plain : `https://${plain}`;
    if (withScheme.length > 2000 || !URL.canParse(withScheme)) return wrong("invalid.url");
    const { protocol, hostname } = new URL(withScheme);
    if (!["http:", "https:"].includes(protocol) || !hostname.includes(".") || /\s/.test(withScheme)) return wrong("invalid.url");
    return ok(withScheme);
  },
  parseText: (text, field, facts) => urlKind.parse(text, field, facts),
  schema: () => ({ type: "string", format: "uri", maxLength: 2000 }),
};

const PARTS = ["country", "province", "city", "district", "street", "postcode"] as const;

export const addressKind: FieldKind = {
  parse(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong("invalid.address");
    const given = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(given)) {
      if (part === null || part === undefined || part === "") continue;
      if (key === "latitude" || key === "longitude") {
        const limit = key === "latitude" ? 90 : 180;
        if (typeof part !== "number" || !(Math.abs(part) <= limit)) return wrong("invalid.address");
        result[key] = part;
      } else if ((PARTS as readonly string[]).includes(key) && typeof part === "string" && part.length <= 200) {
        if (clean(part).trim() !== "") result[key] = clean(part).trim();
      } else return wrong("invalid.address");
    }
    return ok(Object.keys(result).length === 0 ? null : result);
  },
  parseText: (text) => (text.length > 200 ? wrong("invalid.too_long", { max: 200 }) : ok({ street: clean(text) })),
  schema: () => ({
    type: "object",
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(PARTS.map((part) => [part, { type: "string", maxLength: 200 }])),
      latitude: { type: "number" },
      longitude: { type: "number" },
    },
  }),
};
