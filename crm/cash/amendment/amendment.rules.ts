import { minus } from "#engine/fields/money.ts";
import { check, derive } from "#engine/rule.ts";
import { amendment } from "./amendment.object.ts";

const differenceIsAfterLessBefore = derive(amendment, ({ amountBefore, amountAfter }) => ({
  difference: minus(amountAfter, amountBefore),
}));

const amendmentsComeAfterTheContract = check(
  amendment,
  ({ signedOn }, { before, related }) => {
    if (signedOn === null || before?.signedOn === signedOn) return null;
    return signedOn < (related("contract")?.signedOn ?? signedOn)
      ? { code: "amendment.signed_before_contract", field: "signedOn" }
      : null;
  },
  { reads: ["contract"] },
);

export const rules = [differenceIsAfterLessBefore, amendmentsComeAfterTheContract];
