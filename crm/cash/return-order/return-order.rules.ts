import { derive, freeze } from "#engine/rule.ts";
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

const amountIsThatOfTheLines = derive(returnOrder, ({ lineTotal }) => ({ amount: lineTotal ?? "0" }));

const decidedReturnsStand = freeze(returnOrder, decided, { leaves: ["remark"] });

export const rules = [returnsAreOfTheOrder, receivedReturnsHaveADate, amountIsThatOfTheLines, decidedReturnsStand];
