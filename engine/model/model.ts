import type { Action } from "../action.ts";
import type { Document } from "../document/document.ts";
import type { Figures } from "../figure.ts";
import type { Find } from "../find.ts";
import type { FileRow } from "../import/file-row.ts";
import type { FieldDefinition, ObjectDefinition } from "../object.ts";
import type { CheckRule, DeriveRule, FreezeRule } from "../rule.ts";

/** One SQL column of a field. `key` is its name in a record, `column` in the table. */
export type ModelColumn = { key: string; column: string; sqlType: string };

export type ModelField = FieldDefinition & {
  name: string;
  /** The record key that decides emptiness: `accountId` for `account`, the name itself for most. */
  key: string;
  /** No columns for `multiReference`, whose values live in a link table, nor for `state` and `age`, which are not stored. */
  columns: readonly ModelColumn[];
  /** Kept by the engine on every object: `id`, `createdAt`, `version` … */
  system: boolean;
  /** Added by an administrator of the company. */
  custom: boolean;
  /** Custom fields carry their labels; shipped ones take them from the label files. */
  label?: Record<string, string>;
  /** A roll-up of amounts, which is in base currency and at its scale. */
  ofMoney?: boolean;
  /** Retired fields stay in the table and out of sight. */
  retired?: boolean;
};

/** A reference of another object that points here. */
export type ModelChild = { object: string; field: string };

/** A roll-up of another object that is fed by this one. */
export type ModelFeed = { parent: string; rollup: string };

export type ModelObject = Omit<ObjectDefinition, "fields"> & {
  table: string;
  /** URL segment: the plural in kebab case. */
  path: string;
  fields: ReadonlyMap<string, ModelField>;
  columns: readonly ModelColumn[];
  children: readonly ModelChild[];
  feeds: readonly ModelFeed[];
  actions: ReadonlyMap<string, Action>;
  documents: ReadonlyMap<string, Document>;
  derives: readonly DeriveRule[];
  checks: readonly CheckRule[];
  finds: readonly Find[];
  /** Works out the fields of type `figure`. */
  figures?: Figures;
  passesOver?(row: FileRow): string | null;
  freezes: readonly FreezeRule[];
  /** The document whose lines the object's records are, and their reference to it. */
  lineOf?: { document: string; by: string };
  /** Name of the reference to the user who owns the record, if the object is owned. */
  ownerField?: string;
  custom: boolean;
  label?: Record<string, string>;
  pluralLabel?: Record<string, string>;
};

/** The effective model of one company: shipped definitions and its own customisation, frozen per version. */
export type Model = {
  company: string;
  version: number;
  objects: ReadonlyMap<string, ModelObject>;
  byPath: ReadonlyMap<string, ModelObject>;
};
