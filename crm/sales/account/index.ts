import type { ObjectModule } from "#engine/module.ts";
import { statement } from "../../cash/statement/statement.document.ts";
import { account } from "./account.object.ts";
import { rules } from "./account.rules.ts";
import { claim } from "./claim.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { recycle } from "./recycle.action.ts";
import { release } from "./release.action.ts";
import { transfer } from "./transfer.action.ts";

export const accountModule: ObjectModule = {
  object: account,
  rules,
  documents: [statement],
  actions: [claim, release, transfer, recycle],
  labels: { "zh-CN": chinese, en: english },
};
