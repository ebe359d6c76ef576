import type { Right } from "./access/rights.ts";
import type { Action } from "./action.ts";
import type { Step } from "./company/take-steps.ts";
import type { Document } from "./document/document.ts";
import type { Figures } from "./figure.ts";
import type { Find } from "./find.ts";
import type { FileRow } from "./import/file-row.ts";
import type { ObjectDefinition, Scope } from "./object.ts";
import type { Rule } from "./rule.ts";
import type { Job, Subscriber } from "./subscriber.ts";

export type Labels = { [key: string]: string | Labels };

/** One business object with everything that belongs to it: what its folder's `index.ts` exports. */
export type ObjectModule = {
  object: ObjectDefinition;
  rules?: readonly Rule[];
  /** What the rules look up in other records. */
  finds?: readonly Find[];
  figures?: Figures;
  /** Why a row of a file is none of this object: it is passed over and told of, and has not failed. */
  passesOver?(row: FileRow): string | null;
  actions?: readonly Action[];
  /** Papers that are made of its records. */
  documents?: readonly Document[];
  subscribers?: readonly Subscriber[];
  jobs?: readonly Job[];
  /** What older companies need once, in the order in which they came to be. */
  steps?: readonly Step[];
  /** Records every new company starts with, e.g. ready roles. */
  seeds?: readonly Record<string, unknown>[];
  /** What the ready roles may do with the object: role code → verb → scope. A role that is not named has the object's defaults, or nothing. */
  roles?: Readonly<Record<string, Readonly<Record<string, Scope>>>>;
  /** Rights that ready roles have beside these: role code → rights. */
  rights?: Readonly<Record<string, readonly Right[]>>;
  labels: { "zh-CN": Labels; en: Labels };
};
