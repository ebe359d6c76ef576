import { freeze, type Rule } from "#engine/rule.ts";
import { lineRules } from "../../sales/document-line.ts";
import { invoiceLine } from "./invoice-line.object.ts";

const OPEN = ["requested", "rejected"];

const linesStandWithTheirInvoice = freeze(
  invoiceLine,
  (_line, { related }) => (OPEN.includes(related("invoice")?.status) ? null : "invoice.stands"),
  { reads: ["invoice"] },
);

export const rules: Rule[] = [...lineRules(invoiceLine, "invoice"), linesStandWithTheirInvoice];
