import { derive } from "#engine/rule.ts";
import { gadget } from "./gadget.object.ts";

const sizeFollowsWidgets = derive(gadget, (record) => {
  const widgets = record.widgetCount ?? 0;
  return { size: widgets === 0 ? "none" : widgets < 3 ? "small" : "large" };
});

export const rules = [sizeFollowsWidgets];
