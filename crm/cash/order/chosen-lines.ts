import Type from "typebox";
import { AppError, type FieldProblem } from "#engine/errors.ts";
import { isMore, plus } from "#engine/fields/money.ts";

/** Which lines of a document, and how much of each; absent: all that is left of every line. */
export const ChosenLines = (line: string) =>
  Type.Optional(
    Type.Array(
      Type.Object({
        lineId: Type.String({ format: "uuid", reference: line }),
        quantity: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000_000 }),
      }),
      { minItems: 1, maxItems: 500 },
    ),
  );

type Chosen = { lineId: string; quantity: number };
type Left<Line> = { line: Line; left: string };

/** What is taken of which line. Refuses lines that are not among them, and more than is left of one, at their places. */
export function takenOf<Line extends { id: string }>(
  lines: readonly Left<Line>[],
  chosen: readonly Chosen[] | undefined,
  code: string,
): { line: Line; quantity: number }[] {
  const left = new Map(lines.map((each) => [each.line.id, each]));
  const wanted = chosen === undefined ? all(lines) : merged(chosen);

  const problems = wanted.flatMap(({ lineId, quantity }, i): FieldProblem[] => {
    const found = left.get(lineId);
    if (found === undefined) return [{ field: `lines.${i}.lineId`, code: "invalid.reference" }];
    if (!isMore(String(quantity), found.left)) return [];
    return [{ field: `lines.${i}.quantity`, code, params: { left: Number(found.left) } }];
  });
  const [first] = problems;
  if (first) throw new AppError(first.code, { ...(first.params ? { params: first.params } : {}), errors: problems });
  return wanted.map(({ lineId, quantity }) => ({ line: left.get(lineId)!.line, quantity }));
}

function all(lines: readonly Left<{ id: string }>[]): Chosen[] {
  return lines.filter(({ left }) => isMore(left, "0")).map(({ line, left }) => ({ lineId: line.id, quantity: Number(left) }));
}

/** A line that is named twice is taken once, with both quantities. */
function merged(chosen: readonly Chosen[]): Chosen[] {
  return [...Map.groupBy(chosen, ({ lineId }) => lineId)].map(([lineId, same]) => ({
    lineId,
    quantity: Number(plus(...same.map(({ quantity }) => String(quantity)))),
  }));
}
