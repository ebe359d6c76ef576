import type { ObjectModule } from "#engine/module.ts";
import { closeBooks } from "./close-books.action.ts";
import { companyProfile } from "./company-profile.object.ts";
import { rules } from "./company-profile.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { reopenBooks } from "./reopen-books.action.ts";

const CHANGES = { read: "company", update: "company" } as const;
const CLOSES = { closeBooks: "company", reopenBooks: "company" } as const;

export const companyProfileModule: ObjectModule = {
  object: companyProfile,
  rules,
  actions: [closeBooks, reopenBooks],
  seeds: [{}],
  roles: {
    director: { ...CHANGES, ...CLOSES },
    finance: { ...CHANGES, ...CLOSES },
    administrator: { ...CHANGES, closeBooks: "none", reopenBooks: "none" },
    marketing: { read: "company" },
    service: { read: "company" },
    purchasing: { read: "company" },
  },
  labels: { "zh-CN": chinese, en: english },
};
