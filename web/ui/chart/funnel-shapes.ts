/** Dark enough for white words on every step; the last one is green when it is a won end. */
const FROM = [11, 85, 102];
const TO = [38, 122, 146];
const WON = "#1F7A49";
/** Percent of the breadth that even an empty step takes, so that its words have room. */
const NARROWEST = 28;

/** `shown` is the number written on a step whose breadth says something else. */
export type FunnelStep = { name: string; value: number; shown?: number; isWon?: boolean };

/** How each step is painted: as broad as its value above, as the next one's below. */
export function funnelShapes(steps: readonly FunnelStep[]): { background: string; clipPath: string }[] {
  const most = Math.max(1, ...steps.map(({ value }) => value));
  const edges = steps.map(({ value }) => (100 - NARROWEST) * (1 - value / most) * 0.5);
  return steps.map(({ isWon }, index) => {
    const upper = edges[index]!;
    const lower = edges[index + 1] ?? (100 - NARROWEST) / 2;
    return {
      background: isWon ? WON : shade(steps.length > 1 ? index / (steps.length - 1) : 0),
      clipPath: `polygon(${upper}% 0, ${100 - upper}% 0, ${100 - lower}% 100%, ${lower}% 100%)`,
    };
  });
}

function shade(part: number): string {
  const mixed = FROM.map((from, index) => Math.round(from + (TO[index]! - from) * part));
  return `rgb(${mixed.join(", ")})`;
}
