import type { ObjectModule } from "#engine/module.ts";
import { advance } from "./advance.action.ts";
import en from "./labels.en.json" with { type: "json" };
import zh from "./labels.zh-CN.json" with { type: "json" };
import { specification } from "./specification.document.ts";
import { widget } from "./widget.object.ts";
import { rules } from "./widget.rules.ts";

export const widgetModule: ObjectModule = {
  object: widget,
  rules,
  actions: [advance],
  documents: [specification],
  labels: { "zh-CN": zh, en },
};
