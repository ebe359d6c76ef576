import { check, derive } from "#engine/rule.ts";
import { widget } from "./widget.object.ts";

const probabilityFollowsStage = derive(widget, (_record, facts) => ({ probability: facts.option("stage")?.probability ?? 0 }));

const shippedWidgetsAreDue = check(widget, (record) =>
  record.stage === "shipped" && record.dueDate === null ? { code: "widget.due_date_missing", field: "dueDate" } : null,
);

const widgetsStayInTheirGadgetsClosure = check(
  widget,
  (record, facts) => (record.gadgetId !== null && facts.related("gadget")?.closed === true ? "widget.gadget_closed" : null),
  { reads: ["gadget"], strength: "invariant" },
);

export const rules = [probabilityFollowsStage, shippedWidgetsAreDue, widgetsStayInTheirGadgetsClosure];
