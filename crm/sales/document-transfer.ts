import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import type { RecordOf } from "#engine/object.ts";
import type { contract } from "../cash/contract/contract.object.ts";
import type { quote } from "./quote/quote.object.ts";

type Owned = { id: string; ownerId: string };

/** A document that has an owner is handed to another. */
export function transferOf<T extends typeof quote | typeof contract>(document: T) {
  const { name } = document;
  return defineAction(document, {
    name: "transfer",
    requires: "update",
    input: Type.Object({
      ownerId: Type.String({ format: "uuid", reference: "user" }),
      reason: Type.Optional(Type.String({ maxLength: 200 })),
    }),

    async run(paper, { ownerId, reason }, { records, ownership, events }) {
      const { id, ownerId: from } = paper as RecordOf<T> & Owned;
      if (ownerId === from) throw new AppError(`${name}.same_owner`);
      await ownership.transfer(name, id, { ownerId, how: "transferred", reason });
      await events.emit(`${name}.transferred`, { id, from, to: ownerId, ...(reason ? { reason } : {}) });
      return await records.get(document, id);
    },
  });
}
