const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** GB 32100-2015: seventeen characters weighted by powers of three, and the one that makes the sum a multiple of 31. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  return code.at(-1) === checkCharacter(code.slice(0, 17));
}

export function checkCharacter(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}
