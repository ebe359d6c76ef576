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

const signedLinesStand = freeze(
  contractLine,
  (_line, { related }) => frozen(related("contract") as RecordOf<typeof contract> | null),
  { reads: ["contract"] },
);

export const rules = [...lineRules(contractLine, "contract"), linesOfVoidContractsDoNotCount, signedLinesStand];
