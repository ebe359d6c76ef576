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
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  let changed = "";
  for (const character of text) changed += SIMPLIFIED.get(character) ?? character;
  return changed;
}
