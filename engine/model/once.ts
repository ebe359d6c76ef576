/** A function whose answer depends on its argument alone, such as what follows from an object's definition: worked out once for each. */
export function once<K extends object, T>(workOut: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { answer: T }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = { answer: workOut(key) };
      known.set(key, found);
    }
    return found.answer;
  };
}
