import assert from "node:assert/strict";
import { test } from "node:test";
import { soundGrams } from "./grams.ts";

function heard(syllables: string[]): string[] {
  const grams = new Set<string>();
  soundGrams(syllables, grams);
  return [...grams].sort();
}

test("a title is heard from every syllable on, by letters and by initials", () => {
  assert.deepEqual(heard(["hua", "jiang", "ke", "ji"]), ["^huajia", "^jiangk", "^ji", "^keji", "~hjkj", "~jkj", "~kj"].sort());
});

test("a number in a title has no sound, and nothing sounds across it", () => {
  assert.deepEqual(heard(["gong", "si", "3", "8", "0"]), ["^gongsi", "^si", "~gs"]);
  assert.deepEqual(heard(["a", "s", "5", "0", "xing", "ji"]), ["^as", "^ji", "^s", "^xingji", "~as", "~xj"].sort());
  assert.deepEqual(heard(["2", "0", "2", "6"]), []);
});
