/**
 * The vocabulary business objects are written in. Everything here is data: no I/O, so the browser may import it too.
 */

export type FieldType =
  | "text"
  | "longText"
  | "richText"
  | "integer"
  | "number"
  | "percent"
  | "money"
  | "price"
  | "date"
  | "dateTime"
  | "boolean"
  | "choice"
  | "multiChoice"
  | "phone"
  | "email"
  | "url"
  | "address"
  | "reference"
  | "multiReference"
  | "anyReference"
  | "file"
  | "image"
  | "autoNumber"
  | "rollup"
  | "state"
  | "age"
  | "figure"
  | "json";

/** Who may set a field: `people` by forms and API, `actions` by verbs only, `rules` by derivation only, `engine` by nobody else. */
export type ChangedBy = "people" | "actions" | "rules" | "engine";

/** `none` refuses; the others widen from one's own records to the whole company. `chosen` names departments in the role. */
export type Scope = "none" | "own" | "reports" | "department" | "departmentTree" | "chosen" | "company";

export type ChoiceOption = {
  value: string;
  /** open, won, lost …: what behaviour may ask about an option whose name the company is free to change. */
  kind?: string;
  /** Record types that offer the option; absent means all. */
  types?: readonly string[];
  probability?: number;
  tone?: "neutral" | "progress" | "success" | "warning" | "danger";
  /** Shown but no longer offered. */
  retired?: boolean;
  /** Set on options an administrator added or renamed; shipped options take their label from the label files. */
  label?: Record<string, string>;
};

/** A value of a `state` field, and what holds of the records that are in it. */
export type StateCase = Pick<ChoiceOption, "value" | "tone"> & { when: Filter };

/** Whole days from a date of the record to today, as long as the filter holds. */
export type AgeDefinition = { since: string; while?: Filter };

export type OnDelete = "restrict" | "cascade" | "clear";

export type FieldDefinition = {
  type: FieldType;
  required?: boolean;
  default?: unknown;
  /** `date` only: a new record has today's unless it says otherwise. A row of a file says itself when it was. */
  startsToday?: true;
  /** `date` only: a day on which something has happened. One still to come is refused; in migration it is told as a warning. */
  notAfter?: "today";
  changedBy?: ChangedBy;
  unique?: boolean;
  /** An index serves equality and sorting on this field. References, `changedBy` aside, are always indexed. */
  indexed?: boolean;
  /** Longest text; for numbers the largest value. */
  max?: number;
  min?: number;
  /** `money` only: not in the record's currency but in the one that two other fields state, or in the company's own. */
  in?: "base" | { currency: string; rate: string };
  /** Digits after the point of `number`. */
  scale?: number;
  options?: readonly ChoiceOption[];
  /** `choice` only: its options are those of another object's field at any time, such as `account.level`. */
  optionsOf?: string;
  /** Target of `reference`, `multiReference`; targets of `anyReference` (empty: every object). */
  to?: string;
  toAny?: readonly string[];
  onDelete?: OnDelete;
  /** Read access to the target gives this access to the record that refers to it. */
  inherits?: "read" | "update";
  /** The referring record may show the target's title to those who cannot open the target. */
  showsTitle?: boolean;
  /** `anyReference` only: the reference field the engine keeps in step with what the record is about, e.g. `account`. */
  keeps?: string;
  /** `reference` only: fields of the target that this object's rules follow; when one of them changes, the rules run again. */
  watches?: readonly string[];
  /** `reference` only: whoever writes the record locks the target before it, as those do who come to the record through it. */
  lockedFirst?: true;
  /** `reference` only: candidates offered in forms, as a filter. */
  offers?: Filter;
  rollup?: RollupDefinition;
  figure?: FigureKind;
  /** `state` only, in order: the first that holds. Filters of states and ages ask about the record's own stored fields. */
  cases?: readonly StateCase[];
  age?: AgeDefinition;
  number?: NumberingDefinition;
  /** `reference` to user that owns the record: ownership spells, access and handover follow it. */
  ownership?: boolean;
  /** Owner fields only: false where the owner is the author for good and nobody asks who held it before. */
  spells?: false;
  /** Owner fields only: always the owner of what this reference names, whose owner it watches. Rules keep it so. */
  follows?: string;
  /** Owner fields only: a new record that names this reference (a pool) has no owner unless one is stated. */
  freeIn?: string;
  /** People state it on a new record; after that it changes by this verb alone, under its rights: owners, and the pool one gives back to. */
  handedBy?: string;
  /** Right that people need to set the field, beside that to change the record: what decides who may do what. */
  needs?: string;
  /** The same on one's own user record: nobody moves himself to where he sees more. */
  needsOnOneself?: string;
  /** Right without which people do not see the field at all, such as what a thing costs. */
  seenWith?: string;
  /** `boolean` of a line: a line of which it holds is offered aside and left out of what the document comes to. */
  leavesOut?: true;
  /** JSON Schema of a `json` field. */
  schema?: unknown;
  /** A field that rules make for the database's sake: what is wrong with it is told at the field it stands for. */
  standsFor?: string;
  /** Hidden from forms, lists and pickers unless named there; still in the API. */
  internal?: boolean;
};

export type RollupDefinition = {
  kind: "sum" | "count" | "min" | "max";
  /** Child object and its field that points here: a `reference`, or an `anyReference` that may name this object. */
  of: string;
  by: string;
  field?: string;
  where?: Filter;
  /** Money only: the children are always in this record's currency, so that their amounts add up as they stand. */
  inOwnCurrency?: true;
  /** Upper bound: a field of this object the roll-up may never exceed; becomes a CHECK constraint. */
  atMost?: string;
  /** Lower bound, a CHECK constraint too. */
  atLeast?: number;
  /** Code of the refusal when a bound would be broken; `rollup.over_bound` says it in general words. */
  refusal?: string;
};

export type NumberingDefinition = {
  /** `{yyyy}`, `{yy}`, `{mm}`, `{dd}` and `{0000}` (sequence, padded) are replaced, the rest is literal. */
  pattern: string;
  resets?: "never" | "year" | "month" | "day";
  /** Taken last in the transaction under a lock, so that no number is skipped. */
  gapless?: boolean;
};

export type Operator =
  | "eq"
  | "ne"
  | "in"
  | "notIn"
  | "lt"
  | "lte"
  | "gt"
  | "gte"
  | "between"
  | "contains"
  | "startsWith"
  | "hasAny"
  | "hasAll"
  | "isEmpty"
  | "isNotEmpty"
  | "within";

export type Filter =
  | { and: readonly Filter[] }
  | { or: readonly Filter[] }
  | { not: Filter }
  | { field: string; op: Operator; value?: unknown }
  | { some: string; where?: Filter }
  | { none: string; where?: Filter };

/** How many lines a document takes. */
export const MOST_LINES = 500;

export type LinesDefinition = {
  /** Object of the lines and its reference to the document, which it is within. It keeps their order in `position`. */
  object: string;
  by: string;
};

export type AccessDefaults = {
  create?: Scope;
  read?: Scope;
  update?: Scope;
  delete?: Scope;
};

/** Rows opened by a condition on them rather than by ownership, e.g. ownerless records of a pool I belong to. */
export type AccessBranch = { name: string; gives: "read" | "update"; where: Filter };

export type DuplicateRule = {
  name: string;
  /** Fields of this object that give the key, and how it is normalised before comparison. */
  fields: readonly string[];
  as: "company" | "phone" | "email" | "text";
  /** Keys of the same kind are compared across objects, e.g. an account's name with a lead's company. */
  kind: string;
  onSave: "warn" | "block";
};

export type ViewDefinition = {
  filter?: Filter;
  sort?: string;
  columns?: readonly string[];
  presentation?: "table" | "board";
};

export type RelatedList = {
  object: string;
  /** Reference field of that object which points here. */
  by: string;
  columns: readonly string[];
  /** Money or number field summed under the list. */
  sum?: string;
  sort?: string;
};

export type FormSections = Readonly<Record<string, readonly string[]>>;

export type ObjectDefinition = {
  name: string;
  plural: string;
  /** The field that names a record everywhere. */
  title: string;
  /** Navigation group; `none` keeps the object out of the navigation. */
  area: string;
  icon?: string;
  fields: Record<string, FieldDefinition>;
  recordTypes?: readonly string[];
  access: AccessDefaults;
  branches?: readonly AccessBranch[];
  /** The object belongs to the records it is about or to a parent: it is seen through them and has no rights of its own. */
  within?: string;
  /** The lines of a document: they are written and read with it, and follow it when it changes. */
  lines?: LinesDefinition;
  list: readonly string[];
  /** Money and number fields summed below a list, over all rows that are asked for. */
  totals?: readonly string[];
  /** The date by which lists of the object are narrowed to a month, a quarter, a year. */
  period?: string;
  form: FormSections;
  /** Facts in the record's head, at most five. */
  facts?: readonly string[];
  related?: readonly RelatedList[];
  views?: Readonly<Record<string, ViewDefinition>>;
  board?: { by: string; sum?: string; card: readonly string[]; actions?: Readonly<Record<string, string>> };
  /** Fields the global search covers beside the title; false leaves the object out of it. */
  search?: readonly string[] | false;
  duplicates?: readonly DuplicateRule[];
  /** Extra composite indexes, as field names, each with the query it serves. */
  indexes?: readonly { fields: readonly string[]; serves: string; where?: "notDeleted" }[];
  /** Actions shown as buttons, in order; the rest go to the menu. */
  primaryActions?: readonly string[];
  /** One's own whatever the role, and nobody else's: neither a manager nor an auditor reads what a colleague is told. */
  personal?: true;
  /** Facts: a record is made once and never changed or deleted, by whomever; roll-ups of it alone follow. What its event would tell stands in it for good. */
  permanent?: true;
  /** No create, update or delete through the general API: engine tables shown read-only. */
  readOnly?: boolean;
  /** Exactly one record a company, which it is made with (a seed): changed, never added or deleted. */
  single?: boolean;
  /** Shown on records of the object: timeline composer, files, notes, tags. */
  timeline?: boolean;
};

/** States a business object. The definition is checked when the model is compiled, not here. */
export function defineObject<const T extends ObjectDefinition>(definition: T): T {
  return definition;
}

type Options<T> = Omit<FieldDefinition, "type"> & T;

export const text = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "text", ...options }) as const;
export const longText = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "longText", ...options }) as const;
export const richText = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "richText", ...options }) as const;
export const integer = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "integer", ...options }) as const;
export const number = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "number", ...options }) as const;
export const percent = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "percent", ...options }) as const;
/** An amount at the record's currency, rounded to that currency's scale; a second column keeps it in base currency. */
export const money = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "money", ...options }) as const;
/** A unit price or rate: six digits after the point, in the record's currency. */
export const price = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "price", ...options }) as const;
export const date = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "date", ...options }) as const;
export const dateTime = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "dateTime", ...options }) as const;
export const boolean = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "boolean", ...options }) as const;
export const phone = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "phone", ...options }) as const;
export const email = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "email", ...options }) as const;
export const url = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "url", ...options }) as const;
export const address = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "address", ...options }) as const;
export const image = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "image", to: "file", ...options }) as const;
export const file = <const T extends Options<{}>>(options: T = {} as T) => ({ type: "file", to: "file", ...options }) as const;
/** Data in a shape of its own, for the screen that is made for it: forms and lists leave it out. */
export const json = <const T extends Options<{}>>(options: T = {} as T) =>
  ({ type: "json", internal: true, ...options }) as const;

/** One of several options, whose values are known to the types; companies rename, retire and add some. */
export const choice = <const O extends readonly (string | ChoiceOption)[], const T extends Options<{}>>(
  options: O,
  rest: T = {} as T,
) =>
  ({ type: "choice", options: options.map(optionOf), ...rest }) as {
    type: "choice";
    options: ChoiceOption[];
    values: ValueOf<O>;
  } & T;

/** Any number of several options. */
export const multiChoice = <const T extends Options<{}>>(options: readonly (string | ChoiceOption)[], rest: T = {} as T) =>
  ({ type: "multiChoice", options: options.map(optionOf), ...rest }) as { type: "multiChoice"; options: ChoiceOption[] } & T;

/** Another record; the key of its id ends in `Id`. */
export const reference = <const T extends Options<{}>>(to: string, rest: T = {} as T) =>
  ({ type: "reference", to, ...rest }) as { type: "reference"; to: string } & T;

/** The user who holds the record. Ownership spells, scopes and handover follow this field. */
export const owner = <const T extends Options<{}>>(rest: T = {} as T) =>
  ({ type: "reference", to: "user", ownership: true, showsTitle: true, ...rest }) as {
    type: "reference";
    to: string;
    ownership: true;
  } & T;

/** Any number of records of one object, in a table of links; the key of their ids ends in `Ids`. */
export const multiReference = <const T extends Options<{}>>(to: string, rest: T = {} as T) =>
  ({ type: "multiReference", to, ...rest }) as { type: "multiReference"; to: string } & T;

/** A reference to a record of any of several objects. `keeps` names the reference field that follows it. */
export const anyReference = <const T extends Options<{}>>(toAny: readonly string[], rest: T = {} as T) =>
  ({ type: "anyReference", toAny, ...rest }) as { type: "anyReference"; toAny: readonly string[] } & T;

/** A number that the engine gives a new record, and nobody changes. */
export const autoNumber = <const T extends Options<{}>>(numbering: NumberingDefinition, rest: T = {} as T) =>
  ({ type: "autoNumber", number: numbering, changedBy: "engine", ...rest }) as {
    type: "autoNumber";
    number: NumberingDefinition;
    changedBy: "engine";
  } & T;

/** A figure over the records that refer to this one, kept in step by the engine; changing it makes no new version. */
export const rollup = <const R extends RollupDefinition, const T extends Options<{}>>(definition: R, rest: T = {} as T) =>
  ({ type: "rollup", rollup: definition, changedBy: "engine", ...rest }) as {
    type: "rollup";
    rollup: R;
    changedBy: "engine";
  } & T;

/** What depends on today, or on many fields at once: never stored, worked out whenever it is read, filtered by or counted. */
export const state = <const C extends readonly StateCase[], const T extends Options<{}>>(cases: C, rest: T = {} as T) =>
  ({ type: "state", cases, options: cases.map(({ when: _, ...option }) => option), changedBy: "engine", ...rest }) as {
    type: "state";
    cases: C;
    options: ChoiceOption[];
    changedBy: "engine";
  } & T;

/** Whole days since a date of the record; worked out like a `state`. */
export const age = <const A extends AgeDefinition, const T extends Options<{}>>(definition: A, rest: T = {} as T) =>
  ({ type: "age", age: definition, changedBy: "engine", ...rest }) as { type: "age"; age: A; changedBy: "engine" } & T;

/**
 * A figure over other records that no roll-up can keep, such as what a target has come to: its module works it out for the
 * records at hand whenever they are read. Not filtered, sorted or added up. Money is in base currency.
 */
export const figure = <const K extends FigureKind, const T extends Options<{}>>(of: K, rest: T = {} as T) =>
  ({ type: "figure", figure: of, changedBy: "engine", ...rest }) as { type: "figure"; figure: K; changedBy: "engine" } & T;

export type FigureKind = "money" | "percent" | "number";

function optionOf(option: string | ChoiceOption): ChoiceOption {
  return typeof option === "string" ? { value: option } : option;
}

type ValueOf<O extends readonly (string | ChoiceOption)[]> = O[number] extends infer V
  ? V extends string
    ? V
    : V extends { value: infer W extends string }
      ? W
      : string
  : string;

type Address = { province?: string; city?: string; district?: string; street?: string; latitude?: number; longitude?: number };

type CellOf<F> = F extends { type: "choice"; values: infer V extends string }
  ? V
  : F extends { type: "integer" | "number" | "percent" }
    ? number
    : F extends { type: "boolean" }
      ? boolean
      : F extends { type: "multiChoice" | "multiReference" }
        ? string[]
        : F extends { type: "address" }
          ? Address
          : F extends { type: "json" }
            ? any
            : F extends { type: "rollup"; rollup: { kind: "count" } }
              ? number
              : string;

type Nullable<F> = F extends { required: true } ? CellOf<F> : CellOf<F> | null;

type KeyOf<N extends string, F> = F extends { type: "reference" | "file" | "image" }
  ? `${N}Id`
  : F extends { type: "multiReference" }
    ? `${N}Ids`
    : N;

type FieldCells<T extends ObjectDefinition> = {
  [N in keyof T["fields"] & string as T["fields"][N] extends { type: "anyReference" | "state" | "age" | "figure" }
    ? never
    : KeyOf<N, T["fields"][N]>]: Nullable<T["fields"][N]>;
} & {
  [N in keyof T["fields"] & string as T["fields"][N] extends { type: "anyReference" } ? `${N}Object` | `${N}Id` : never]:
    | string
    | null;
};

/** A record as rules and actions see it: one key per column, references as `…Id`, money as decimal strings. */
export type RecordOf<T extends ObjectDefinition> = FieldCells<T> & SystemCells;

export type SystemCells = {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  createdById: string | null;
  updatedById: string | null;
  ownerDepartmentId: string | null;
  recordType: string | null;
  currency: string | null;
  rate: string | null;
  deletedAt: string | null;
};

/** A record whose object is known only at run time. */
export type AnyRecord = { id: string; version: number } & Record<string, any>;
