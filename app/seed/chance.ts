/** Numbers that look random and are the same on every machine: a hash of what is asked for and of which record. */
export function hash(key: number, index: number): number {
  let x = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(key + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

export function fraction(key: number, index: number): number {
  return hash(key, index) / 4_294_967_296;
}

export function below(limit: number, key: number, index: number): number {
  return Math.floor(fraction(key, index) * limit);
}

export function pick<T>(from: readonly T[], key: number, index: number): T {
  return from[below(from.length, key, index)] as T;
}

/** Picks by weight: `[["A", 1], ["B", 3]]` gives B three times as often. */
export function weighted<T>(from: readonly (readonly [T, number])[], key: number, index: number): T {
  const total = from.reduce((sum, [, weight]) => sum + weight, 0);
  let left = fraction(key, index) * total;
  for (const [value, weight] of from) {
    left -= weight;
    if (left < 0) return value;
  }
  return from.at(-1)![0];
}

/** A UUIDv7 whose time is the record's creation and whose rest is the hash of kind and index: computable from both sides of a reference. */
export function idOf(kind: number, index: number, createdAt: number): string {
  const time = createdAt.toString(16).padStart(12, "0");
  const a = hash(kind * 16 + 1, index)
    .toString(16)
    .padStart(8, "0");
  const b = index.toString(16).padStart(8, "0");
  const variant = ((hash(kind * 16 + 2, index) & 0x3fff) | 0x8000).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kind.toString(16).padStart(3, "0")}-${variant}-${a.slice(0, 4)}${b}`;
}
