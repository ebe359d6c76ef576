import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

export type Line = { what: string; figure: string; bar: string; holds: boolean | null };

const lines: Line[] = [];

/** Notes a figure beside its bar and prints it at once; `holds` null means measured without a bar. */
export function note(what: string, figure: string, bar: string, holds: boolean | null): void {
  lines.push({ what, figure, bar, holds });
  console.log(`${holds === null ? " " : holds ? "✓" : "✗"} ${what.padEnd(64)} ${figure.padStart(26)}   ${bar}`);
}

export function writeResults(file: string, about: Record<string, unknown>): void {
  mkdirSync(new URL("./results/", import.meta.url), { recursive: true });
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(
    new URL(`./results/${file}`, import.meta.url),
    `${JSON.stringify({ at: new Date().toISOString(), machine, ...about, lines }, null, 2)}\n`,
  );
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
