/** What the import routes take and give, shared by server and wizard. Types only. */
import type { FieldType } from "../object.ts";
import type { WireOption, WireReference } from "../wire.ts";

export type ImportState = "draft" | "waiting" | "running" | "checked" | "done" | "failed" | "cancelled";

/** `GET /api/v1/imports/{id}`; POST and PATCH answer the same. A dry run ends in `checked`, a run in `done`. */
export type ImportView = {
  id: string;
  object: string;
  fileName: string;
  state: ImportState;
  /** True while or after a dry run: nothing was kept. */
  dry: boolean;
  done: number;
  total: number;
  format: { kind: "xlsx" | "csv"; encoding?: string; delimiter?: string; sheet?: string; sheets?: string[] };
  columns: ImportColumn[];
  /** The first rows of the file, as text. */
  sample: string[][];
  /** What a column can be mapped to. */
  targets: ImportTarget[];
  mapping: ImportMapping;
  result: ImportResult | null;
};

/** `GET /api/v1/imports`: one line of what was imported before. */
export type ImportSummary = {
  id: string;
  object: string;
  fileName: string;
  state: ImportState;
  dry: boolean;
  done: number;
  total: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  by: WireReference | null;
  createdAt: string;
};

export type ImportColumn = {
  index: number;
  header: string;
  type: "text" | "number" | "date" | "dateTime" | "boolean" | "empty";
  /** Every date format that fits all values of the column, the likeliest first; more than one is for the person to choose. */
  dateFormats: DateFormat[];
  empty: number;
  distinct: number;
  /** The values with how often they occur, if there are few. */
  values: { value: string; count: number }[] | null;
};

export type DateFormat = "YYYY-MM-DD" | "DD/MM/YYYY" | "MM/DD/YYYY";

/** A field of the object, or of a child object that belongs to it: `opportunityLine.product`. */
export type ImportTarget = {
  path: string;
  label: string;
  type: FieldType;
  required: boolean;
  options?: WireOption[];
  /** References: the object meant, and the fields of it by which a cell may find it; the first is the default. */
  to?: string;
  lookups?: { field: string; label: string }[];
  /** Can say which record a row is. */
  isKey: boolean;
  /** Only in migration mode: stage, owner of the past, creator, times. */
  migration: boolean;
};

export type ImportMapping = {
  columns: ColumnMapping[];
  constants: { path: string; value: unknown }[];
  mode: "create" | "update" | "upsert";
  /** Paths that together say which record a row is. Rows of the file with equal keys become one record. */
  key: string[];
  /** What happens to a row that duplicates an existing record by the object's duplicate rules. */
  duplicates: "skip" | "update" | "create" | "reject";
  /** Sets stage, dates, owner, creator and creation time; needs the right `migrate`. */
  migrating: boolean;
  /** Codes of policy checks the person accepts as warnings, or all of them. */
  accept: string[] | "all";
  /** A verb done to every new record in the same transaction, e.g. `invite` for people. */
  afterwards?: string;
};

export type ColumnMapping = {
  /** Column of the file; several mappings may read one column. */
  column: number;
  path: string;
  /** References: the target's field that the cell states. */
  lookup?: string;
  dateFormat?: DateFormat;
  transforms?: Transform[];
  /** What particular cells mean, by their text after the transforms. */
  values?: Record<string, ValueChoice>;
  /** What a cell means that finds nothing and is not listed above. */
  otherwise?: "reject" | "empty" | "create";
};

/** `as`: an option, a record's id or a text; `create`: a new record or option of that name. */
export type ValueChoice = { as: unknown } | { do: "empty" | "reject" | "create" };

export type Transform =
  | { kind: "replace"; from: string; to: string }
  | { kind: "split"; by: string; part: number }
  | { kind: "prefix" | "suffix"; text: string }
  | { kind: "upper" | "lower" }
  /** `Dustin Brinkmann` → `dustin.brinkmann`, `王小明` → `wangxiaoming`. */
  | { kind: "login" };

export type ImportResult = {
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  /** Rows written although a policy check or duplicate rule objected. */
  warned: number;
  warnings: { code: string; message: string; count: number }[];
  /** Rows that are none of the object, as a bank's file tells of what was paid out; they are among the skipped. */
  passedOver: { code: string; message: string; count: number }[];
  /** The first problems; all of them are in `failed.xlsx`. */
  problems: ImportProblem[];
  /** Cells that found no option or record, to be decided on. */
  unresolved: { column: number; path: string; value: string; count: number }[];
};

export type ImportProblem = {
  row: number;
  column: number | null;
  path: string | null;
  code: string;
  message: string;
  value: string;
};
