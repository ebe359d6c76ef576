import { check, derive, freeze } from "#engine/rule.ts";
import { decided } from "./decided.ts";
import { returnOrder } from "./return-order.object.ts";

const returnsAreOfTheOrder = derive(
  returnOrder,
  (_goods, { related }) => {
    const paper = related("order");
    return paper === null ? {} : { accountId: paper.accountId, currency: paper.currency, rate: paper.rate };
  },
  { reads: ["order"] },
);

const receivedReturnsHaveADate = derive(returnOrder, ({ status, returnedOn }, { today }) =>
  status === "received" && returnedOn === null ? { returnedOn: today } : {},
);

/** Asked for, goods may be expected on a day to come. */
const goodsComeBackOnceOrdered = check(
  returnOrder,
  ({ status, returnedOn }, { before, related, today }) => {
    if (status !== "received" || returnedOn === null || before?.status === "received") return null;
    if (returnedOn > today) return { code: "returnOrder.returned_in_future", field: "returnedOn" };
    return returnedOn < (related("order")?.orderedOn ?? returnedOn)
      ? { code: "returnOrder.returned_before_order", field: "returnedOn" }
      : null;
  },
  { reads: ["order"] },
);

const amountIsThatOfTheLines = derive(returnOrder, ({ lineTotal }) => ({ amount: lineTotal ?? "0" }));

const decidedReturnsStand = freeze(returnOrder, decided, { leaves: ["remark"] });

export const rules = [
  returnsAreOfTheOrder,
  receivedReturnsHaveADate,
  amountIsThatOfTheLines,
  goodsComeBackOnceOrdered,
  decidedReturnsStand,
];
