import { lineRules } from "../document-line.ts";
import { opportunityLine } from "./opportunity-line.object.ts";

export const rules = lineRules(opportunityLine, "opportunity");
