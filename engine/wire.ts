/** What crosses the API, shared by server and browser. Types only. */
import type { AnyRecord, ChangedBy, FieldType, Filter, Operator, RelatedList, ViewDefinition } from "./object.ts";

/** `GET /api/v1/model`: the caller's effective model, already narrowed to what he may see, labels in his language. */
export type WireModel = {
  version: number;
  language: string;
  objects: WireObject[];
  /** Refusal codes and their words, for what `can` says. */
  messages: Record<string, string>;
};

export type WireObject = {
  name: string;
  path: string;
  area: string;
  icon?: string;
  title: string;
  label: string;
  plural: string;
  /** What to do first when there is nothing yet. */
  empty: string;
  owned: boolean;
  timeline: boolean;
  custom: boolean;
  readOnly: boolean;
  recordTypes: WireOption[];
  fields: WireField[];
  list: string[];
  totals: string[];
  period?: string;
  form: { name: string; label: string; fields: string[] }[];
  facts: string[];
  /** Its lines are written and read with it: `POST { …, lines: [] }`, `GET …?lines=true`. `path` is that of their object. */
  lines?: { object: string; by: string; path: string };
  related: (RelatedList & { label: string; path: string })[];
  views: (ViewDefinition & { name: string; label: string })[];
  /** `actions`: option of the board's field → action that moves a card there. */
  board?: { by: string; sum?: string; card: string[]; actions: Record<string, string> };
  actions: WireAction[];
  /** Papers that the caller may have made of a record. */
  documents: WireDocument[];
  primaryActions: string[];
  /** Rights that do not depend on a record; `readAll` when no record of the company is kept from the caller. */
  may: { create: boolean; read: boolean; readAll: boolean; update: boolean; delete: boolean; import: boolean; export: boolean };
};

export type WireOption = {
  value: string;
  label: string;
  kind?: string;
  types?: readonly string[];
  probability?: number;
  tone?: string;
  retired?: boolean;
};

export type WireField = {
  name: string;
  /** Key to write: `ownerId` for `owner`, the name itself otherwise. */
  key: string;
  type: FieldType;
  label: string;
  help?: string;
  required: boolean;
  changedBy: ChangedBy;
  /** The caller may not change it, or sees it masked. */
  readOnly: boolean;
  masked: boolean;
  /** People may change it also when the rest of the record is closed to them. */
  staysOpen?: true;
  /** People state it on a new record only; afterwards this verb changes it. */
  handedBy?: string;
  custom: boolean;
  system: boolean;
  internal: boolean;
  default?: unknown;
  /** A new record has today's date unless it says otherwise. */
  startsToday?: true;
  max?: number;
  min?: number;
  scale?: number;
  options?: WireOption[];
  /** The list is kept at that field. */
  optionsOf?: string;
  to?: string;
  /** A line of which it holds is not added up. */
  leavesOut?: true;
  toAny?: readonly string[];
  offers?: Filter;
  ops: Operator[];
  sortable: boolean;
  /** False: sorting or `contains` may answer `filter.too_broad` on a large table. */
  indexed: boolean;
  rollup?: "sum" | "count" | "min" | "max";
  /** A roll-up of amounts: in the company's currency. */
  ofMoney?: boolean;
};

export type WireAction = {
  name: string;
  label: string;
  tone: "primary" | "normal" | "danger";
  hidden: boolean;
  input: JsonSchema;
  onMany: boolean;
};

/** `input` is asked for in the address: `…/documents/statement.pdf?from=2026-01-01`. */
export type WireDocument = { name: string; label: string; formats: readonly ("pdf" | "xlsx")[]; input: JsonSchema };

export type JsonSchema = {
  type?: string;
  title?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: unknown[];
  format?: string;
  maxLength?: number;
  default?: unknown;
  /** Editor hints of action inputs: an object's name for a reference picker, a field whose options are offered, its label. */
  reference?: string;
  optionsOf?: string;
  label?: string;
  multiline?: boolean;
  /** Not what the record holds under that name: something of its own. */
  anew?: boolean;
  /** The field whose value it starts with, where that is not the one of its own name. */
  startsWith?: string;
  /** A date that is today's where nothing else is known. */
  startsToday?: boolean;
};

/** `record` only where the query expands the reference. */
export type WireReference = { id: string; title: string | null; object?: string; hidden?: true; record?: WireRecord };
export type WireMoney = { amount: string; currency: string; base: string };

/** A record on the wire: references under their name as `{id, title}`, money as `{amount, currency, base}`, the rest plain. */
export type WireRecord = AnyRecord & { can?: Can; awaits?: Awaits; lines?: WireRecord[] };

/** The answer of a verb that made another record, such as a contract from a deal: the web app opens it. */
export type Made = { made: { object: string; id: string } };

/**
 * Action, `update`, `delete` or `lines` → true, or the code why not; absent when the caller has no right to it. `otherFields` says
 * why those that are not `staysOpen` are closed while the record may still be changed.
 */
export type Can = Record<string, true | string>;

/** Of the actions that are blocked, those that wait only for a field to be filled in → that field. */
export type Awaits = Record<string, string>;

export type ListQuery = {
  filter?: Filter;
  sort?: string;
  fields?: string[];
  expand?: string[];
  limit?: number;
  cursor?: string;
  /** Words typed into the list's own search box. */
  q?: string;
  can?: boolean;
  deleted?: boolean;
};
export type ListPage = { items: WireRecord[]; next: string | null };
export type CountAnswer = { count: number; exact: boolean };

/** `GET /api/v1/{objects}/{id}/page`: what the page of a record begins with. */
export type RecordPage = {
  record: WireRecord;
  /** Null for objects without one. */
  timeline: TimelinePage | null;
  /** How many there are in each list beside the record. */
  related: ({ object: string; by: string } & CountAnswer)[];
};
export type TimelinePage = { items: TimelineEntry[]; next: string | null };

export type AggregateQuery = {
  filter?: Filter;
  /** Words typed into a list's search box: sums of the rows that list shows. */
  q?: string;
  /** Field paths; dates and times take a unit: `closeDate:month`. References give `{id, title}`. */
  groupBy?: string[];
  /** `countDistinct` counts the records that a reference names, each once. */
  measures: Record<string, { fn: "count" | "countDistinct" | "sum" | "avg" | "min" | "max"; field?: string }>;
  sort?: string;
  limit?: number;
};
export type AggregateAnswer = { rows: { group: Record<string, unknown>; measures: Record<string, string | number | null> }[] };

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  requestId?: string;
  errors?: { field: string; code: string; params?: Record<string, unknown>; message: string }[];
  /** The current record, on `record.stale`. */
  record?: WireRecord;
  [extra: string]: unknown;
};

/** `GET /api/v1/me`. */
export type Me = {
  user: { id: string; name: string; login: string; departmentId: string | null; avatar?: string };
  company: { id: string; slug: string; name: string; currency: string; zone: string };
  companies: { slug: string; name: string }[];
  roles: string[];
  language: string;
  /** Rights beyond records: `configure`, `migrate`, `invite`. */
  rights: string[];
};

export type TimelineEntry = {
  position: string;
  at: string;
  actor: WireReference | null;
  via: string | null;
  source: string;
  kind: "event" | "followUp" | "note" | "comment" | "file" | "mail";
  name: string;
  /** Changed fields with both values, already in words of the caller's language. */
  changes: { field: string; label: string; before: unknown; after: unknown }[];
  data: Record<string, unknown>;
  record?: WireRecord & { object: string };
};

export type SearchAnswer = { groups: { object: string; label: string; more: boolean; hits: SearchHit[] }[] };
export type SearchHit = { id: string; object: string; title: string; subtitle: string; matched: string };

export type DuplicateHit = {
  object: string;
  /** Null when the caller may not open the record. */
  id: string | null;
  title: string;
  owner: string | null;
  department: string | null;
  rule: string;
  level: "same" | "similar";
  inPool: boolean;
};

export type JobView = {
  id: string;
  kind: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number | null;
  result: Record<string, unknown> | null;
  createdAt: string;
};
