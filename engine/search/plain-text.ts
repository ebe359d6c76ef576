import pairs from "opencc-js/dict/TSCharacters";

// Character by character is enough to compare; the phrase dictionaries would cost 6 MB for differences nobody searches by.
const SIMPLIFIED = new Map(
  pairs.split("|").map((pair) => {
    const [traditional, simplified] = pair.split(" ") as [string, string];
    return [traditional, simplified] as const;
  }),
);

/** Text as it is compared: full width narrowed, lower case, traditional characters simplified, spaces single. */
export function plainText(text: string): string {
  const narrow = text.normalize("NFKC").toLowerCase();
  return simplified(narrow).replace(/\s+/g, " ").trim();
}

/** Traditional characters replaced by their simplified form. */
export function simplified(text: string): string {
  return text.replace(/[㐀-鿿豈-﫿\u{20000}-\u{2ffff}]/gu, (character) => SIMPLIFIED.get(character) ?? character);
}
