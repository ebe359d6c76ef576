import { syllablesOf } from "../search/pinyin.ts";
import { plainText } from "../search/plain-text.ts";
import type { Transform } from "./import-wire.ts";

/** A cell's text after the changes its mapping asks for, in their order. */
export function transformed(text: string, transforms: readonly Transform[] = []): string {
  return transforms.reduce(apply, text).trim();
}

function apply(text: string, transform: Transform): string {
  switch (transform.kind) {
    case "replace":
      return transform.from === "" ? text : text.replaceAll(transform.from, transform.to);
    case "split":
      return transform.by === "" ? text : (text.split(transform.by).at(transform.part) ?? "");
    case "prefix":
      return text === "" ? "" : transform.text + text;
    case "suffix":
      return text === "" ? "" : text + transform.text;
    case "upper":
      return text.toUpperCase();
    case "lower":
      return text.toLowerCase();
    case "login":
      return loginOf(text);
  }
}

/** A login that can be typed anywhere, from a person's name. */
function loginOf(name: string): string {
  const syllables = syllablesOf(name);
  const latin = syllables.length > 0 ? syllables.join("") : plainText(name).normalize("NFD");
  return latin
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9@._-]+/g, ".")
    .replace(/^\.+|\.+$/g, "");
}
