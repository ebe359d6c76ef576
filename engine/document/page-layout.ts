import type { Content, ContentTable, CustomTableLayout, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { amountInWords } from "./amount-in-words.ts";
import type {
  ColumnKind,
  DocumentColumn,
  DocumentData,
  DocumentTable,
  Fact,
  Letterhead,
  Party,
  Signature,
  Term,
  Total,
} from "./document.ts";
import { isFigure, priced, printed } from "./figures.ts";

export type PageWords = { number: string; page: string };
/** Images as data addresses; what is no PNG or JPEG was left out before. */
export type PageImages = { logo: string | null; seal: string | null };
export type Page = { data: DocumentData; words: PageWords; images: PageImages; madeAt: string };

const SEA = "#0E7490";
const INK = "#1B2A33";
const QUIET = "#5A6B75";
const LINE = "#DCE4E8";
const BAND = "#EEF5F7";
const MARGIN = 45;
const PAGE_WIDTH = 595.28 - 2 * MARGIN;
/** A round company seal measures 42 mm. */
const SEAL = 119;

/** The page every document is printed on: letterhead, facts, tables, totals with the amount in words, terms, signatures. */
export function pageOf({ data, words, images, madeAt }: Page): TDocumentDefinitions {
  return {
    pageSize: "A4",
    pageMargins: [MARGIN, 42, MARGIN, 56],
    defaultStyle: { font: "Noto", fontSize: 9, lineHeight: 1.08, color: INK },
    info: {
      title: [data.title, data.number].filter(Boolean).join(" "),
      author: data.letterhead.name,
      creationDate: new Date(madeAt),
    },
    ...(data.watermark ? { watermark: { text: data.watermark, color: "#8FA3AD", opacity: 0.16, bold: true, angle: -35 } } : {}),
    footer: (page, pages) => footer(data, words, page, pages),
    content: [
      head(data, words, images),
      ...(data.parties?.length ? [parties(data.parties)] : []),
      ...(data.facts.length > 0 ? [facts(data.facts)] : []),
      ...(data.opening ? [{ text: data.opening, margin: [0, 10, 0, 0] } satisfies Content] : []),
      ...data.tables.map((table) => lines(table, data.currency)),
      ...(data.totals?.length ? [totals(data.totals, data.currency)] : []),
      ...(data.inWords ? [inWords(data.inWords, data.currency)] : []),
      ...(data.annex ?? []).map((table) => lines(table, data.currency)),
      ...closing(data, images.seal),
    ],
  };
}

function head({ letterhead, title, number }: DocumentData, words: PageWords, { logo }: PageImages): Content {
  return {
    stack: [
      {
        columns: [
          { width: "*", stack: sender(letterhead, logo) },
          {
            width: "auto",
            alignment: "right",
            stack: [
              { text: title, fontSize: 19, bold: true, lineHeight: 1.1, characterSpacing: 2 },
              ...(number === null ? [] : [{ text: `${words.number} ${number}`, color: QUIET, margin: [0, 3, 0, 0] as Sides }]),
            ],
          },
        ],
        columnGap: 20,
      },
      rule(SEA, 1.4, [0, 9, 0, 0]),
    ],
  };
}

type Sides = [number, number, number, number];

function sender({ name, lines }: Letterhead, logo: string | null): Content[] {
  return [
    ...(logo === null ? [] : [{ image: logo, fit: [150, 38] as [number, number], margin: [0, 0, 0, 5] as Sides }]),
    { text: name, fontSize: 12, bold: true },
    ...lines.map((line) => ({ text: line, fontSize: 8, color: QUIET })),
  ];
}

function rule(color: string, lineWidth: number, margin: Sides): Content {
  return { canvas: [{ type: "line", x1: 0, y1: 0, x2: PAGE_WIDTH, y2: 0, lineWidth, lineColor: color }], margin };
}

function parties(sides: readonly Party[]): Content {
  return {
    margin: [0, 12, 0, 0],
    columnGap: 18,
    columns: sides.map(({ title, name, facts: said }) => ({
      width: "*",
      stack: [
        { text: title, fontSize: 8, color: SEA, bold: true },
        { text: name, bold: true, fontSize: 10, margin: [0, 1, 0, 2] as Sides },
        ...said.filter(isSaid).map(factLine),
      ],
    })),
  };
}

function isSaid({ value }: Fact): boolean {
  return value !== null && value !== "";
}

function factLine({ label, value }: Fact): Content {
  return { text: [{ text: `${label}  `, color: QUIET }, value ?? ""], fontSize: 8.5 };
}

/** Two facts a row. */
function facts(all: readonly Fact[]): Content {
  const said = all.filter(isSaid);
  const pairs = said.flatMap((fact, index) => (index % 2 === 0 ? [[fact, said[index + 1]]] : []));
  const cells = (fact: Fact | undefined): TableCell[] =>
    fact === undefined ? ["", ""] : [{ text: fact.label, color: QUIET }, { text: fact.value ?? "" }];
  return {
    margin: [0, 10, 0, 0],
    layout: { ...bare, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
    table: { widths: ["auto", "*", "auto", "*"], body: pairs.map(([left, right]) => [...cells(left), ...cells(right)]) },
  };
}

const bare: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column) => (column % 2 === 0 && column > 0 ? 12 : 0),
  paddingRight: () => 8,
};

function lines(table: DocumentTable, currency: string): Content {
  const { columns, rows, sums, title, empty } = table;
  const body: TableCell[][] = [columns.map(heading), ...rows.map((row) => columns.map(cellOf(row, currency)))];
  if (rows.length === 0 && empty) body.push([{ text: empty, colSpan: columns.length, color: QUIET, alignment: "center" }]);
  if (sums)
    body.push(
      columns.map(cellOf(sums, currency)).map((cell) => ({ ...(cell as object), bold: true, fillColor: BAND })) as TableCell[],
    );
  const content: ContentTable = {
    margin: [0, title ? 4 : 12, 0, 0],
    layout: ruled(sums ? body.length - 1 : null),
    table: { headerRows: 1, dontBreakRows: true, widths: columns.map(widthOf), body },
  };
  return title
    ? { stack: [{ text: title, bold: true, fontSize: 10, margin: [0, 14, 0, 0], headlineLevel: 1 }, content] }
    : content;
}

function heading({ label, kind }: DocumentColumn): TableCell {
  return {
    text: label,
    bold: true,
    fontSize: 8.5,
    color: INK,
    fillColor: BAND,
    alignment: alignmentOf(kind),
    noWrap: isFigure(kind),
  };
}

function cellOf(row: DocumentTable["rows"][number], currency: string) {
  return ({ kind }: DocumentColumn, index: number): TableCell => ({
    text: printed(row[index] ?? null, kind, currency),
    alignment: alignmentOf(kind),
    // Figures stand under one another and are never broken.
    ...(isFigure(kind) ? { noWrap: true, fontFeatures: ["tnum"] } : {}),
  });
}

function alignmentOf(kind: ColumnKind): "left" | "center" | "right" {
  if (isFigure(kind)) return "right";
  return kind === "order" ? "center" : "left";
}

const WIDTHS: Readonly<Record<ColumnKind, number | "*">> = {
  ...{ order: 22, text: "*", date: 56, number: 44, price: 62, percent: 36, money: 72 },
};

function widthOf({ kind, width }: DocumentColumn): number | "*" {
  return width ?? WIDTHS[kind];
}

/** Lines between rows, a stronger one under the head and over the sums. */
function ruled(sumsAt: number | null): CustomTableLayout {
  return {
    hLineWidth: (at, node) => (at === 0 || at === 1 || at === node.table.body.length ? 0.9 : 0.5),
    hLineColor: (at, node) => (at === 0 || at === 1 || at === node.table.body.length || at === sumsAt ? "#9DB3BD" : LINE),
    vLineWidth: () => 0,
    paddingLeft: () => 4,
    paddingRight: () => 4,
    paddingTop: () => 4,
    paddingBottom: () => 4,
  };
}

function totals(all: readonly Total[], currency: string): Content {
  return {
    margin: [0, 6, 0, 0],
    unbreakable: true,
    columns: [
      { width: "*", text: "" },
      {
        width: "auto",
        layout: {
          ...bare,
          paddingLeft: () => 0,
          paddingRight: (column) => (column === 0 ? 18 : 4),
          paddingTop: () => 2,
          paddingBottom: () => 2,
        },
        table: {
          widths: ["auto", "auto"],
          body: all.map(({ label, amount, isMain }) => [
            { text: label, alignment: "right", color: isMain ? INK : QUIET, ...(isMain ? { bold: true, fontSize: 11 } : {}) },
            {
              text: priced(amount, currency),
              alignment: "right",
              fontFeatures: ["tnum"],
              noWrap: true,
              ...(isMain ? { bold: true, fontSize: 11, color: SEA } : {}),
            },
          ]),
        },
      },
    ],
  };
}

function inWords({ label, amount }: NonNullable<DocumentData["inWords"]>, currency: string): Content {
  return {
    margin: [0, 8, 0, 0],
    unbreakable: true,
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: () => 8,
      paddingRight: () => 8,
      paddingTop: () => 5,
      paddingBottom: () => 5,
    },
    table: {
      widths: ["*"],
      body: [
        [
          {
            fillColor: BAND,
            text: [
              { text: `${label}  `, color: QUIET },
              { text: amountInWords(amount, currency), bold: true },
            ],
          },
        ],
      ],
    },
  };
}

/** Terms and signatures. The last term stays with the signatures: a page of nothing but seals would be worth nothing. */
function closing({ terms = [], signatures: signing = [] }: DocumentData, seal: string | null): Content[] {
  const said = terms.map(paragraph);
  if (signing.length === 0) return said;
  const last = terms.at(-1);
  if (last === undefined || !isShort(last)) return [...said, signatures(signing, seal)];
  return [...said.slice(0, -1), { stack: [said.at(-1)!, signatures(signing, seal)], unbreakable: true }];
}

/** A few lines are not torn apart; whole clauses of a contract have to be. */
function isShort({ text }: Term): boolean {
  return text.split("\n").length <= 12 && text.length < 800;
}

function paragraph(term: Term): Content {
  const { title, text } = term;
  return {
    margin: [0, 12, 0, 0],
    unbreakable: isShort(term),
    stack: [
      { text: title, bold: true, fontSize: 10, margin: [0, 0, 0, 3], headlineLevel: 1 },
      { text, lineHeight: 1.3 },
    ],
  };
}

function signatures(all: readonly Signature[], seal: string | null): Content {
  return {
    margin: [0, 18, 0, 0],
    unbreakable: true,
    columnGap: 18,
    columns: all.map(({ title, name, lines: said, isOurs }) => ({
      width: "*",
      stack: [
        { text: title, color: SEA, bold: true, fontSize: 8 },
        { text: name, bold: true, margin: [0, 1, 0, 8] as Sides },
        ...said.map((line) => ({ text: line, margin: [0, 0, 0, 9] as Sides })),
        ...(isOurs && seal !== null ? [sealOver(seal)] : []),
        // Room for the seal of who signs by hand.
        { text: "", margin: [0, 0, 0, 24] as Sides },
      ],
    })),
  };
}

/** Printed over name and date, as a stamp would be. */
function sealOver(seal: string): Content {
  return { image: seal, fit: [SEAL, SEAL], opacity: 0.88, relativePosition: { x: 70, y: -78 } };
}

function footer({ letterhead, title, number }: DocumentData, words: PageWords, page: number, pages: number): Content {
  return {
    margin: [MARGIN, 14, MARGIN, 0],
    stack: [
      rule(LINE, 0.5, [0, 0, 0, 5]),
      {
        fontSize: 7.5,
        color: QUIET,
        columns: [
          { width: "*", text: [letterhead.name, title, number].filter(Boolean).join(" · ") },
          { width: "auto", text: words.page.replace("{{page}}", String(page)).replace("{{pages}}", String(pages)) },
        ],
      },
    ],
  };
}
