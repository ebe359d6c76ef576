import type { Static, TSchema } from "typebox";
import type { Ctx } from "../ctx.ts";
import type { ObjectDefinition, RecordOf } from "../object.ts";

export type DocumentFormat = "pdf" | "xlsx";

/** A paper that is made of a record: a quote, a contract, a statement. One description serves page, sheet and preview. */
export type Document = {
  object: string;
  name: string;
  formats: readonly DocumentFormat[];
  /** What it asks for besides the record, e.g. a period. Values come from an address, so they are texts and whole numbers. */
  input: TSchema;
  /** Reads by the rights of whoever asks: a closed field, of the record or of what `ctx` finds, refuses the paper when it is read. */
  data(record: any, input: any, ctx: Ctx): Promise<DocumentData>;
  sending?(record: any, ctx: Ctx): Promise<void>;
};

export type DocumentData = {
  title: string;
  /** The record's own number, under the title and in the footer. */
  number: string | null;
  /** Currency of every amount in it. */
  currency: string;
  /** What the file is called; title and number when left out. */
  fileName?: string;
  letterhead: Letterhead;
  /** Across the page, for what is no valid document: a draft, a void one. */
  watermark?: string;
  /** Who deals with whom: 甲方, 乙方. */
  parties?: readonly Party[];
  facts: readonly Fact[];
  opening?: string;
  tables: readonly DocumentTable[];
  totals?: readonly Total[];
  /** The amount that is said in words besides, with what stands before it. */
  inWords?: { label: string; amount: string };
  /** What is told beside, after the totals. */
  annex?: readonly DocumentTable[];
  terms?: readonly Term[];
  signatures?: readonly Signature[];
  /** What a mail with the document proposes. */
  mail: { to: readonly string[]; subject: string; body: string };
};

/** `logo` and `seal` are ids of image files. */
export type Letterhead = { name: string; lines: readonly string[]; logo: string | null; seal: string | null };
export type Fact = { label: string; value: string | null };
export type Party = { title: string; name: string; facts: readonly Fact[] };
export type Total = { label: string; amount: string; isMain?: boolean };
export type Term = { title: string; text: string };
/** `isOurs`: the seal is printed over it. */
export type Signature = { title: string; name: string; lines: readonly string[]; isOurs?: boolean };

export type ColumnKind = "order" | "text" | "date" | "number" | "price" | "percent" | "money";
export type DocumentColumn = { label: string; kind: ColumnKind; width?: number };
/** Amounts and numbers are decimal strings; null stays empty. */
export type DocumentCell = string | number | null;
export type DocumentTable = {
  title?: string;
  columns: readonly DocumentColumn[];
  rows: readonly (readonly DocumentCell[])[];
  /** Bold, under the rows. */
  sums?: readonly DocumentCell[];
  /** Instead of rows when there are none. */
  empty?: string;
};

type DocumentOptions<T extends ObjectDefinition, I extends TSchema> = {
  name: string;
  formats?: readonly DocumentFormat[];
  input?: I;
  data(record: RecordOf<T>, input: Static<I>, ctx: Ctx): Promise<DocumentData>;
  /** What has to happen to the record, or why it cannot, when the document goes out by mail; the paper is made after it. */
  sending?(record: RecordOf<T>, ctx: Ctx): Promise<void>;
};

/** States a document of an object; listed in its module, it is offered on every record to those who may print it. */
export function defineDocument<T extends ObjectDefinition, I extends TSchema>(
  object: T,
  options: DocumentOptions<T, I>,
): Document {
  return { formats: ["pdf"], input: { type: "object", properties: {} } as TSchema, ...options, object: object.name };
}
