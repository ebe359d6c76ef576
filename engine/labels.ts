import { createInstance, type i18n } from "i18next";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import type { Model, ModelField, ModelObject } from "./model/model.ts";
import type { Labels, ObjectModule } from "./module.ts";
import type { ChoiceOption } from "./object.ts";

/*
 * Keys of an object's label files, below the object's name:
 *   label, plural, empty                what it is called; what to do first when there is none
 *   fields.<field>, help.<field>        names and hints of fields
 *   <field>.<option>                    options of a choice (`stage.won`); record types are options of `recordType`
 *   sections.<name>, views.<name>       form sections and shipped views
 *   actions.<name>, inputs.<action>.<x> verbs and what they ask for (falls back to the field of that name)
 *   synonyms.<field>                    what files call a field besides, separated by commas
 *   related.<object>                    a related list, when the other object's plural does not say enough
 *   documents.<name>                    papers made of a record; `inputs.<name>.<x>` is what they ask for
 *   events.<name>                       what happened, for the timeline
 *   <code>                              a refusal: `amount_missing` is the message of `opportunity.amount_missing`
 * Engine labels are flat: the key is the code.
 */

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words of one language: shipped labels, codes and their parameters. */
export type Words = {
  language: Language;
  /** The text of a key, or of the first key that exists; the last one itself when none does. */
  (keys: string | readonly string[], params?: Record<string, unknown>): string;
  has(key: string): boolean;
};

/** The nearest language Kehai speaks to what the caller prefers. */
export function languageOf(preferred: string | undefined | null): Language {
  for (const part of (preferred ?? "").split(",")) {
    const tag = part.split(";")[0]!.trim().toLowerCase();
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return "zh-CN";
}

const catalogues = new WeakMap<readonly ObjectModule[], Record<Language, Words>>();

/** The words of the shipped modules and the engine in a language. */
export function wordsOf(modules: readonly ObjectModule[], language: string): Words {
  let words = catalogues.get(modules);
  if (words === undefined) {
    words = { "zh-CN": loadWords(modules, "zh-CN", chinese), en: loadWords(modules, "en", english) };
    catalogues.set(modules, words);
  }
  return words[languageOf(language)];
}

/** Every refusal code and event of the modules with its words, for a browser that repeats what `can` and the timeline say. */
export function codesOf(modules: readonly ObjectModule[], language: string): Record<string, string> {
  const messages: Record<string, string> = { ...(languageOf(language) === "en" ? english : chinese) };
  for (const module of modules) {
    for (const [key, text] of Object.entries(module.labels[languageOf(language)])) {
      if (typeof text === "string") messages[`${module.object.name}.${key}`] = text;
      else if (key === "events") flatten(text, `${module.object.name}.events.`, messages);
    }
  }
  return messages;
}

/** What one record of an object is called: the company's word, else the shipped one, else its name. */
export function objectLabel(words: Words, { name, label }: ModelObject): string {
  return labelOf(words, label, [`${name}.label`]) ?? name;
}

/** What records of an object are called together; the word for one where there is no other. */
export function pluralLabel(words: Words, { name, pluralLabel: label }: ModelObject): string {
  return labelOf(words, label, [`${name}.plural`, `${name}.label`]) ?? name;
}

/** What a field is called: the company's word, else the shipped one, else its name. */
export function fieldLabel(words: Words, object: ModelObject, { name, label }: Pick<ModelField, "name" | "label">): string {
  return labelOf(words, label, [`${object.name}.fields.${name}`, `system.${name}`]) ?? name;
}

/** What an option of a choice is called: the company's word, else the shipped one, else its value. */
export function optionLabel(words: Words, object: ModelObject, field: string, { value, label }: ChoiceOption): string {
  return labelOf(words, label, [`${object.name}.${field}.${value}`]) ?? value;
}

/** What a company calls it, else what it is called as shipped; rather a company's word in another language than no word. */
function labelOf(words: Words, own: Partial<Record<string, string>> | undefined, shipped: readonly string[]): string | undefined {
  return own?.[words.language] ?? (shipped.some(words.has) ? words(shipped) : Object.values(own ?? {})[0]);
}

/** A field's label by the key or path a problem names: `accountId`, `account`, `account.level`, `lines.2.price`. */
export function labelOfPath(words: Words, object: ModelObject, path: string, model?: Model): string {
  const [, row, inLine = ""] = /^lines\.(\d+)\.?(.*)$/.exec(path) ?? [];
  const line = model?.objects.get(object.lines?.object ?? "");
  if (row !== undefined && line) return words("lines.place", { row: Number(row) + 1, label: labelOfPath(words, line, inLine) });
  const [head = path] = path.split(".");
  const field = object.fields.get(head) ?? [...object.fields.values()].find((one) => one.key === head);
  return field ? fieldLabel(words, object, field) : path;
}

function loadWords(modules: readonly ObjectModule[], language: Language, engine: Labels): Words {
  const texts: Record<string, string> = {};
  flatten(engine, "", texts);
  for (const module of modules) flatten(module.labels[language], `${module.object.name}.`, texts);

  const instance: i18n = createInstance();
  // Keys are flat (a code may be the beginning of another); texts go to places that escape by themselves.
  void instance.init({
    lng: language,
    resources: { [language]: { translation: texts } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const words = (keys: string | readonly string[], params: Record<string, unknown> = {}) =>
    String(instance.t(keys as string[], params));
  return Object.assign(words, { language, has: (key: string) => Object.hasOwn(texts, key) });
}

function flatten(labels: Labels, prefix: string, into: Record<string, string>): void {
  for (const [key, value] of Object.entries(labels)) {
    if (typeof value === "string") into[prefix + key] = value;
    else flatten(value, `${prefix}${key}.`, into);
  }
}
