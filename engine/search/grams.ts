/**
 * Lexemes are windows that begin at every offset, so that any substring is found by the beginning of a window:
 * two Chinese characters, four letters or digits of a word, `^` six letters of pinyin from a syllable on,
 * `~` four initials, `#` four digits of a phone number.
 */
const HAN_WINDOW = 2;
const WORD_WINDOW = 4;
const PINYIN_WINDOW = 6;

export type Token = { kind: "han" | "word"; text: string };

/** Splits plain text into runs of Chinese characters and words of anything else; punctuation only separates. */
export function tokensOf(plain: string): Token[] {
  const tokens: Token[] = [];
  for (const [run] of plain.matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu)) {
    tokens.push({ kind: /^\p{Script=Han}/u.test(run) ? "han" : "word", text: run });
  }
  return tokens;
}

/** The lexemes of plain text. */
export function textGrams(plain: string, into: Set<string>): void {
  for (const token of tokensOf(plain)) addWindows(into, "", [...token.text], token.kind === "han" ? HAN_WINDOW : WORD_WINDOW);
}

/**
 * The lexemes of a title's sound: from every syllable on, by letters and by initials. No window reaches into a number: what is asked
 * for by sound is letters alone, and a number is found by its own digits.
 */
export function soundGrams(syllables: readonly string[], into: Set<string>): void {
  for (const run of runsOfLetters(syllables)) {
    const initials = run.map((syllable) => syllable[0]!);
    addWindows(into, "~", initials, WORD_WINDOW);
    for (let i = 0; i < run.length; i++) {
      into.add(
        `^${run
          .slice(i, i + PINYIN_WINDOW)
          .join("")
          .slice(0, PINYIN_WINDOW)}`,
      );
    }
  }
}

function runsOfLetters(syllables: readonly string[]): string[][] {
  const runs: string[][] = [[]];
  for (const syllable of syllables) {
    if (/^[a-z]+$/.test(syllable)) runs.at(-1)!.push(syllable);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** The lexemes of one phone number's digits. */
export function digitGrams(digits: string, into: Set<string>): void {
  addWindows(into, "#", [...digits], WORD_WINDOW);
}

function addWindows(into: Set<string>, mark: string, characters: readonly string[], width: number): void {
  const last = characters.length - 1;
  for (let i = 0; i <= last; i++) {
    // A single trailing letter would match nothing a query asks for by itself, except when it is the whole run.
    if (i === last && last > 0 && width > HAN_WINDOW) break;
    into.add(mark + characters.slice(i, i + width).join(""));
  }
}

/** The tsquery that finds every document which may contain all tokens; what it lets through is rechecked on the text. */
export function queryOf(tokens: readonly Token[]): string {
  return tokens.map((token) => `(${alternativesOf(token).join(" | ")})`).join(" & ");
}

/**
 * A narrower query for the last digits of a phone number, which are far fewer than the numbers that hold them anywhere: only at
 * a number's end stand windows of three. Null when the words are not some such digits.
 */
export function endingQueryOf(tokens: readonly Token[]): string | null {
  const digits = lastDigits(tokens);
  if (digits === null) return null;
  return `(${windowQuery("", digits, WORD_WINDOW)} | (${windowQuery("#", digits, WORD_WINDOW)} & ${endOf(digits)}))`;
}

/** What the query above leaves of a phone number's digits: those that stand inside a number. */
export function insideQueryOf(tokens: readonly Token[]): string | null {
  const digits = lastDigits(tokens);
  if (digits === null) return null;
  return `(${windowQuery("#", digits, WORD_WINDOW)} & !${endOf(digits)} & !${windowQuery("", digits, WORD_WINDOW)})`;
}

function lastDigits(tokens: readonly Token[]): string[] | null {
  const [token] = tokens;
  return tokens.length === 1 && /^\d{4,6}$/.test(token!.text) ? [...token!.text] : null;
}

function endOf(digits: readonly string[]): string {
  return `'#${digits.slice(1 - WORD_WINDOW).join("")}'`;
}

function alternativesOf({ kind, text }: Token): string[] {
  if (kind === "han") return [windowQuery("", [...text], HAN_WINDOW)];
  const characters = [...text];
  const found = [windowQuery("", characters, WORD_WINDOW)];
  if (/^[a-z]+$/.test(text)) {
    found.push(`'^${text.slice(0, PINYIN_WINDOW)}'${text.length < PINYIN_WINDOW ? ":*" : ""}`);
    found.push(windowQuery("~", characters, WORD_WINDOW));
  }
  if (/^\d+$/.test(text)) found.push(windowQuery("#", characters, WORD_WINDOW));
  return found;
}

function windowQuery(mark: string, characters: readonly string[], width: number): string {
  if (characters.length <= width) {
    const whole = `'${mark}${characters.join("")}'`;
    return characters.length === width ? whole : `${whole}:*`;
  }
  const step = width === HAN_WINDOW ? 1 : width;
  const windows: string[] = [];
  for (let i = 0; i < characters.length - width; i += step) windows.push(windowAt(i));
  windows.push(windowAt(characters.length - width));
  return windows.length === 1 ? windows[0]! : `(${windows.join(" & ")})`;

  function windowAt(i: number): string {
    return `'${mark}${characters.slice(i, i + width).join("")}'`;
  }
}

/** A looser query for mistyped Latin words: with one slip, one half of the word is still right. Null when nothing is long enough. */
export function forgivingQueryOf(tokens: readonly Token[]): string | null {
  const parts = tokens.map((token) => (isForgivable(token) ? halvesOf(token.text) : `(${alternativesOf(token).join(" | ")})`));
  return tokens.some(isForgivable) ? parts.join(" & ") : null;
}

/** Whether a word may have been mistyped: Latin ones of some length only. */
export function isForgivable(token: Token): boolean {
  return token.kind === "word" && /^[a-z]{5,30}$/.test(token.text);
}

function halvesOf(word: string): string {
  const middle = Math.floor(word.length / 2);
  const half = (part: string) => windowQuery("", [...part], WORD_WINDOW);
  return `(${half(word.slice(0, middle))} | ${half(word.slice(middle))})`;
}
