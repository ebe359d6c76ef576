import Type, { type Static, type TSchema } from "typebox";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { RecordOf } from "#engine/object.ts";
import { linesOf } from "../../sales/document-line.ts";
import { contractLine } from "../contract-line/contract-line.object.ts";
import type { contract } from "./contract.object.ts";

const uuid = (reference: string) => Type.String({ format: "uuid", reference });
const decimal = Type.Union([Type.Number({ minimum: 0 }), Type.String({ pattern: "^\\d{1,14}(\\.\\d{1,6})?$" })]);

const orNothing = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

const LINE_CHANGE = Type.Object(
  {
    id: Type.Optional(uuid("contractLine")),
    removed: Type.Optional(Type.Boolean()),
    productId: orNothing(uuid("product")),
    name: orNothing(Type.String({ maxLength: 200 })),
    unit: orNothing(Type.String({ maxLength: 60, optionsOf: "contractLine.unit" })),
    quantity: Type.Optional(decimal),
    price: orNothing(decimal),
    discount: orNothing(decimal),
    taxRate: orNothing(decimal),
    remark: orNothing(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);

/** A line with an id is changed or removed, one without is new; lines that are not named stay as they are. */
export const LINE_CHANGES = Type.Array(LINE_CHANGE, { maxItems: 500 });

type LineChange = Static<typeof LINE_CHANGE>;
type Line = RecordOf<typeof contractLine>;

/** Brings the changes to the contract's lines and tells what each did; a change that changes nothing is left out. */
export async function amendLines(
  ctx: Ctx,
  { id: contractId }: RecordOf<typeof contract>,
  changes: readonly LineChange[],
): Promise<Record<string, unknown>[]> {
  const standing = new Map((await linesOf(ctx.records, contractLine, "contract", contractId)).map((line) => [line.id, line]));
  const told: Record<string, unknown>[] = [];
  for (const [index, change] of changes.entries()) {
    const before = change.id === undefined ? null : standing.get(change.id);
    if (before === undefined) throw atLine(index, new AppError("contract.other_line"));
    const after = await amendLine(ctx, contractId, before, change).catch((error: unknown) => {
      throw error instanceof AppError ? atLine(index, error) : error;
    });
    if (after === null || before === null || after.version !== before.version) told.push(tellChange(before, after));
  }
  return told;
}

async function amendLine({ records }: Ctx, contractId: string, before: Line | null, change: LineChange): Promise<Line | null> {
  const { id: _id, removed, ...values } = change;
  if (before === null) return await records.create(contractLine, { contractId, ...values });
  if (!removed) return await records.update(contractLine, before.id, values);
  await records.remove(contractLine, before.id);
  return null;
}

function tellChange(before: Line | null, after: Line | null): Record<string, unknown> {
  const { name, productId } = (after ?? before)!;
  return {
    change: before === null ? "added" : after === null ? "removed" : "changed",
    ...{ name, productId },
    ...{ quantityBefore: before?.quantity ?? null, quantityAfter: after?.quantity ?? null },
    ...{ priceBefore: before?.price ?? null, priceAfter: after?.price ?? null },
    ...{ amountBefore: before?.amount ?? null, amountAfter: after?.amount ?? null },
  };
}

/** Says of which line what is wrong is wrong. */
function atLine(index: number, { code, details }: AppError): AppError {
  const errors = (details.errors ?? [{ field: "id", code }]).map((error) => ({
    ...error,
    field: `lines.${index}.${error.field}`,
  }));
  return new AppError(code, { ...details, errors });
}
