import type { ModelField } from "../model/model.ts";
import { type FieldKind, ok, type Parsed, type ParseFacts, wrong } from "./kind.ts";

const YES = new Set(["true", "yes", "y", "1", "是", "对", "有", "√", "✓", "启用", "on"]);
const NO = new Set(["false", "no", "n", "0", "否", "不", "无", "×", "✗", "停用", "off"]);

export const booleanKind: FieldKind = {
  parse: (value) => (typeof value === "boolean" ? ok(value) : wrong("invalid.boolean")),
  parseText(text) {
    const plain = text.normalize("NFKC").toLowerCase();
    return YES.has(plain) ? ok(true) : NO.has(plain) ? ok(false) : wrong("invalid.boolean");
  },
  schema: () => ({ type: "boolean" }),
};

export const choiceKind: FieldKind = {
  parse: (value, field, facts) => (typeof value === "string" ? optionOf(value, field, facts) : wrong("invalid.option")),
  parseText: (text, field, facts) => optionOf(text, field, facts),
  schema: (field) => ({ type: "string", enum: offered(field) }),
};

export const multiChoiceKind: FieldKind = {
  parse: (value, field, facts) => (Array.isArray(value) ? optionsOf(value, field, facts) : wrong("invalid.option")),
  parseText: (text, field, facts) =>
    optionsOf(
      text
        .split(/[;；,，、|]/)
        .map((part) => part.trim())
        .filter((part) => part !== ""),
      field,
      facts,
    ),
  schema: (field) => ({ type: "array", items: { type: "string", enum: offered(field) } }),
};

function optionOf(value: string, field: ModelField, facts: ParseFacts): Parsed {
  const option = field.options?.find((candidate) => candidate.value === value);
  if (!option || option.retired) return wrong("invalid.option", { value });
  if (option.types && facts.recordType !== null && !option.types.includes(facts.recordType))
    return wrong("invalid.option_of_type", { value, recordType: facts.recordType });
  return ok(value);
}

/** Stored in the order of the options, so that the same choice is the same value. */
function optionsOf(values: readonly unknown[], field: ModelField, facts: ParseFacts): Parsed {
  for (const value of values) {
    const parsed = typeof value === "string" ? optionOf(value, field, facts) : wrong("invalid.option", { value });
    if ("problem" in parsed) return parsed;
  }
  const chosen = (field.options ?? []).map((option) => option.value).filter((value) => values.includes(value));
  return ok(chosen.length === 0 ? null : chosen);
}

function offered(field: ModelField): string[] {
  return (field.options ?? []).filter((option) => !option.retired).map((option) => option.value);
}
