import type { Ctx } from "./ctx.ts";
import type { ObjectDefinition, RecordOf } from "./object.ts";
import type { SystemRights } from "./subscriber.ts";

/** What a record's `figure` fields come to, by their names: amounts as decimal strings, the rest as numbers. */
export type FigureValues = Readonly<Record<string, string | number | null>>;

/** Works out the figures of records as they are read, all at once, with rights of its own: who may see the record sees its figures. */
export type Figures = {
  object: string;
  rights: SystemRights;
  run(records: readonly any[], ctx: Ctx): Promise<readonly FigureValues[]>;
};

/** States how an object's `figure` fields are worked out. */
export function defineFigures<T extends ObjectDefinition>(
  object: T,
  options: { rights: SystemRights; run(records: readonly RecordOf<T>[], ctx: Ctx): Promise<readonly FigureValues[]> },
): Figures {
  return { object: object.name, ...options } as Figures;
}
