import type { Ctx } from "../ctx.ts";
import { fieldLabel, objectLabel, wordsOf } from "../labels.ts";
import type { CellProblem } from "./read-rows.ts";
import type { Target } from "./targets.ts";

/** A problem of a cell in the actor's language, with the field and the object by their names. */
export function problemText(ctx: Ctx, problem: CellProblem, targets: ReadonlyMap<string, Target>): string {
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const target = problem.path === null ? undefined : targets.get(problem.path);
  const label = target === undefined ? (problem.path ?? "") : fieldLabel(words, target.object, target.field);
  const referred = typeof problem.params?.object === "string" ? ctx.model.objects.get(problem.params.object) : undefined;
  return words(problem.code, {
    label,
    value: problem.value,
    ...problem.params,
    ...(referred === undefined ? {} : { object: objectLabel(words, referred) }),
  });
}
