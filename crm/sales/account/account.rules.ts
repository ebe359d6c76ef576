import { check, derive } from "#engine/rule.ts";
import { isAnswered, openPromise } from "../../activity/follow-up/promise.ts";
import { account } from "./account.object.ts";
import { isCreditCode } from "./credit-code.ts";

const creditCodesAreUpperCase = derive(account, ({ creditCode }) =>
  creditCode === null ? {} : { creditCode: creditCode.normalize("NFKC").replace(/\s/g, "").toUpperCase() },
);

const whoBoughtIsACustomer = derive(account, ({ status, wonCount }) =>
  (wonCount ?? 0) > 0 && status !== "lost" ? { status: "won" as const } : {},
);

const keptPromisesAreOver = derive(account, (record) => ({ nextFollowUpAt: openPromise(record) }));

const followingUpLiftsTheWarning = derive(account, (record) => (isAnswered(record) ? { recycleOn: null, warnedAt: null } : {}));

const creditCodesAreValid = check(account, ({ creditCode }, { before }) =>
  creditCode === null || creditCode === before?.creditCode || isCreditCode(creditCode)
    ? null
    : { code: "account.credit_code_wrong", field: "creditCode" },
);

const nobodyIsHisOwnParent = check(
  account,
  ({ id, parentId }) => (parentId !== null && parentId === id ? { code: "account.own_parent", field: "parentId" } : null),
  { strength: "invariant" },
);

export const rules = [
  creditCodesAreUpperCase,
  whoBoughtIsACustomer,
  keptPromisesAreOver,
  followingUpLiftsTheWarning,
  creditCodesAreValid,
  nobodyIsHisOwnParent,
];
