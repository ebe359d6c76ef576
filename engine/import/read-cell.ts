import type { Ctx } from "../ctx.ts";
import { fieldKind } from "../fields/field-kind.ts";
import type { Parsed, ParseFacts } from "../fields/kind.ts";
import { LANGUAGES, optionLabel, wordsOf } from "../labels.ts";
import type { ModelField } from "../model/model.ts";
import type { ChoiceOption } from "../object.ts";
import { plainText } from "../search/plain-text.ts";
import type { Target } from "./targets.ts";

/** A cell's text as a value of a field that is no reference. Options are found by value or by their label in any language. */
export function parseCell(ctx: Ctx, { object, field }: Target, text: string, facts: ParseFacts): Parsed {
  if (field.type === "choice") return choiceOf(optionsOf(ctx, object.name, field), text);
  if (field.type === "multiChoice") return choicesOf(optionsOf(ctx, object.name, field), text);
  return fieldKind(field.type).parseText(text, field, facts);
}

type Options = ReadonlyMap<string, string>;
const known = new WeakMap<readonly ChoiceOption[], Options>();

function optionsOf(ctx: Ctx, objectName: string, field: ModelField): Options {
  const options = field.options ?? [];
  let found = known.get(options);
  if (found === undefined) {
    const object = ctx.model.objects.get(objectName)!;
    const names = options.flatMap((option) =>
      [
        ...LANGUAGES.map((language) => optionLabel(wordsOf(ctx.engine.modules, language), object, field.name, option)),
        option.value,
      ].map((name) => [plainText(name), option.value] as const),
    );
    // Reversed, so that of two options with one name the first in the list is meant.
    found = new Map(names.reverse());
    known.set(options, found);
  }
  return found;
}

function choiceOf(options: Options, text: string): Parsed {
  const value = options.get(plainText(text));
  return value === undefined ? { problem: { code: "invalid.option", params: { value: text } } } : { value };
}

function choicesOf(options: Options, text: string): Parsed {
  const values: unknown[] = [];
  for (const part of partsOf(text)) {
    const parsed = choiceOf(options, part);
    if ("problem" in parsed) return parsed;
    values.push(parsed.value);
  }
  return { value: values };
}

/** Several values in one cell, separated as people do it. */
export function partsOf(text: string): string[] {
  return text
    .split(/[;；,，、|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
