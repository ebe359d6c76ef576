import type { RecordOf } from "#engine/object.ts";
import { derive, freeze } from "#engine/rule.ts";
import { lineRules } from "../../sales/document-line.ts";
import type { contract } from "../contract/contract.object.ts";
import { frozen } from "../contract/frozen.ts";
import { contractLine } from "./contract-line.object.ts";

const linesOfVoidContractsDoNotCount = derive(
  contractLine,
  (_line, { related }) => ({ counts: related("contract")?.status !== "void" }),
  { reads: ["contract"] },
);

const draftsTakeFromTheQuote = derive(
  contractLine,
  ({ quoteLineId, counts, quantity, fromQuote }, { related }) => {
    if (quoteLineId === null || !counts) return { fromQuote: 0 };
    return { fromQuote: related("contract")?.status === "draft" ? quantity : Math.min(fromQuote ?? 0, quantity) };
  },
  { reads: ["contract"] },
);

const signedLinesStand = freeze(
  contractLine,
  (_line, { related }) => frozen(related("contract") as RecordOf<typeof contract> | null),
  { reads: ["contract"] },
);

export const rules = [
  ...lineRules(contractLine, "contract"),
  linesOfVoidContractsDoNotCount,
  draftsTakeFromTheQuote,
  signedLinesStand,
];
