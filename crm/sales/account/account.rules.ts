import { check, derive } from "#engine/rule.ts";
import { isAnswered, openPromise } from "../../activity/follow-up/promise.ts";
import { account } from "./account.object.ts";
import { hasBought } from "./bought.ts";
import { isCreditCode } from "./credit-code.ts";

const creditCodesAreUpperCase = derive(account, ({ creditCode }) =>
  creditCode === null ? {} : { creditCode: creditCode.normalize("NFKC").replace(/\s/g, "").toUpperCase() },
);

const whoBoughtIsACustomer = derive(account, (record, { before }) => {
  if (hasBought(record)) return record.status === "lost" ? {} : { status: "won" as const };
  // A deal that was won and is open again has not been bought.
  const isUndone = before !== null && hasBought(before) && record.status === "won";
  return isUndone ? { status: "interested" as const } : {};
});

const keptPromisesAreOver = derive(account, (record) => ({ nextFollowUpAt: openPromise(record) }));

const followingUpLiftsTheWarning = derive(account, (record) => (isAnswered(record) ? { recycleOn: null, warnedAt: null } : {}));

const nobodyBuysByBeingSaidTo = check(account, (record, { before }) =>
  record.status === "won" && before?.status !== "won" && !hasBought(record)
    ? { code: "account.not_bought", field: "status" }
    : null,
);

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
  nobodyBuysByBeingSaidTo,
  creditCodesAreValid,
  nobodyIsHisOwnParent,
];
