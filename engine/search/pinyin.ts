import { pinyin } from "pinyin-pro";

const HAN = /\p{Script=Han}/u;
const PERSON = /^\p{Script=Han}{2,4}$/u;

/** How a title sounds, syllable by syllable; empty when it has no Chinese character. Short names are read as a person's. */
export function syllablesOf(title: string): string[] {
  if (!HAN.test(title)) return [];
  const spoken = pinyin(title, {
    toneType: "none",
    type: "array",
    v: true,
    toneSandhi: false,
    surname: PERSON.test(title) ? "head" : "off",
  });
  return spoken.map((syllable) => syllable.toLowerCase()).filter((syllable) => /^[a-z0-9]+$/.test(syllable));
}
