import { v7 } from "uuid";

const BYTES_OF_ONE = 16;
const pool = new Uint8Array(256 * BYTES_OF_ONE);
let used = pool.length;
let millisecond = 0;
let sequence = 0;

/**
 * A UUIDv7: ids that a process makes one after the other sort in that order. Random bytes are drawn for many at once, since
 * asking the system for a few costs as much as asking for thousands, and imports make ids by the hundred thousand.
 */
export function newId(): string {
  const random = nextRandom();
  const now = Date.now();
  if (now > millisecond) {
    millisecond = now;
    sequence = startOf(random);
  } else {
    // 31 random bits leave two thousand million steps before the clock has to be run ahead of.
    sequence = (sequence + 1) >>> 0;
    if (sequence === 0) millisecond += 1;
  }
  return v7({ msecs: millisecond, seq: sequence, random });
}

function nextRandom(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += BYTES_OF_ONE;
  return pool.subarray(used - BYTES_OF_ONE, used);
}

/** The first id of a millisecond begins in the lower half of the counter, so that those after it have room. */
function startOf(random: Uint8Array): number {
  return (((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!) >>> 0;
}
