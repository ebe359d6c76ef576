import type { ObjectModule } from "#engine/module.ts";
import { advance } from "./advance.action.ts";
import { back } from "./back.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { lose } from "./lose.action.ts";
import { makeContract } from "./make-contract.action.ts";
import { makeQuote } from "./make-quote.action.ts";
import { moveTo } from "./move-to.action.ts";
import { opportunity } from "./opportunity.object.ts";
import { rules } from "./opportunity.rules.ts";
import { reopen } from "./reopen.action.ts";
import { transfer } from "./transfer.action.ts";
import { win } from "./win.action.ts";

export const opportunityModule: ObjectModule = {
  object: opportunity,
  rules,
  actions: [advance, back, win, lose, reopen, moveTo, transfer, makeQuote, makeContract],
  labels: { "zh-CN": chinese, en: english },
};
