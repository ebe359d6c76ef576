import assert from "node:assert/strict";
import { isAscii, isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { type OutFormat, writeTable } from "../export/write-table.ts";
import { plainCell } from "./plain-cell.ts";
import { profileTable } from "./profile.ts";
import { detectFormat, readTable } from "./read-table.ts";

async function read(bytes: Buffer) {
  // Cut into odd pieces: characters of several bytes must survive the seams.
  const open = async () =>
    Readable.from(
      bytes
        .toString("latin1")
        .match(/[\s\S]{1,7}/g)
        ?.map((part) => Buffer.from(part, "latin1")) ?? [],
    );
  const format = await detectFormat(open);
  const { header, rows } = await readTable(open, format);
  const found: string[][] = [];
  for await (const { cells } of rows) found.push(cells);
  return { format, header, rows: found };
}

const CHINESE = "名称,电话\n北京华江科技,010-62345678\n\u{2070E}氏集团,13812345678\n";

for (const [name, bytes, encoding] of [
  ["UTF-8", Buffer.from(CHINESE), "utf-8"],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${CHINESE}`), "utf-8"],
  ["GB18030", iconv.encode(CHINESE, "gb18030"), "gb18030"],
  ["UTF-16 as some programs save it", Buffer.from(`\ufeff${CHINESE}`, "utf16le"), "utf-16le"],
] as const) {
  test(`a CSV file in ${name} is read as it was meant`, async () => {
    const table = await read(bytes);
    assert.equal((table.format as { encoding: string }).encoding, encoding);
    assert.deepEqual(table.header, ["名称", "电话"]);
    assert.deepEqual(table.rows[1], ["\u{2070E}氏集团", "13812345678"]);
  });
}

for (const [name, text, header, row] of [
  ["semicolons", "a;b;c\n1,5;2;3\n", ["a", "b", "c"], ["1,5", "2", "3"]],
  ["tabs", "a\tb\n1, 2\t3\n", ["a", "b"], ["1, 2", "3"]],
  ["quotes and line breaks in cells", 'a,b\n"x, ""y""\nz",2\n', ["a", "b"], ['x, "y"\nz', "2"]],
  ["a printed title above the header", "客户一览表,,\n\n名称,电话,\n华江,1,\n", ["名称", "电话"], ["华江", "1", ""]],
  ["one column", "名称\n华江\n鼎盛\n", ["名称"], ["华江"]],
  ["one long column", `名称\n${"华江\n".repeat(30)}`, ["名称"], ["华江"]],
  ["empty lines", "a,b\n\n,\n1,2\n", ["a", "b"], ["1", "2"]],
  ["short rows", "a,b,c\n1\n", ["a", "b", "c"], ["1"]],
] as const) {
  test(`a CSV file with ${name} is read`, async () => {
    const table = await read(Buffer.from(text));
    assert.deepEqual(table.header, header);
    assert.deepEqual(table.rows[0], row);
  });
}

test("a spreadsheet's numbers, dates and phones are what a person sees", async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: "客户",
        rows: [
          ["名称", "日期", "时间", "数", "电话", "是"],
          ["华江", new Date("2026-01-15"), new Date("2026-01-15T13:45:00Z"), 0.1 + 0.2, 13812345678, true],
        ],
      },
    ],
  });
  const table = await read(Buffer.from(bytes));
  assert.deepEqual(table.format, { kind: "xlsx", sheet: "客户", sheets: ["客户"] });
  assert.deepEqual(table.rows, [["华江", "2026-01-15", "2026-01-15 13:45:00", "0.3", "13812345678", "true"]]);
});

for (const [name, bytes, code] of [
  ["empty", Buffer.alloc(0), "import.file_empty"],
  ["of the old Excel", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "import.file_xls"],
  ["a torn spreadsheet", Buffer.from("PK\u0003\u0004 and then nothing of the kind"), "import.file_unreadable"],
  ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), "import.file_unreadable"],
] as const) {
  test(`a file that is ${name} is refused with its reason`, async () => {
    await assert.rejects(read(bytes), { code });
  });
}

test("nothing anybody uploads breaks the reader but with a code", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      try {
        await read(Buffer.from(bytes));
      } catch (error) {
        assert.match((error as { code?: string }).code ?? "", /^import\./);
      }
    }),
    { numRuns: 200 },
  );
});

const cell = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("=1+1", "@SUM(A1)", "-5", "+86 138", "'quoted", "北京华江", "囍㐀龘", "a,b", '"', "line\nbreak", "'=x"),
);
const grid = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 });

test("a short Chinese file in the old encoding is not taken for letters nobody uses", async () => {
  const table = await read(iconv.encode("公司,数量\n胜,1\n", "gb18030"));
  assert.deepEqual(table.rows[0], ["胜", "1"]);
  const tiny = await read(Buffer.concat([Buffer.from("a,b\n"), iconv.encode("胜,1\n", "gb18030")]));
  assert.deepEqual(tiny.rows[0], ["胜", "1"]);
  const marked = await read(Buffer.from("\ufeffa,b\nɐ,1\n"));
  assert.deepEqual(marked.rows[0], ["ɐ", "1"]);
});

for (const format of ["xlsx", "csv", "csv-gb18030"] satisfies OutFormat[]) {
  test(`what is written as ${format} is read back the same`, async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (rows) => {
        const meant = rows.map((row) => row.map(sayable)).filter((row) => row.some((text) => text !== ""));
        const bytes = await buffer(writeTable(format, "t", ["a", "b", "c"], batches(meant)));
        // A few bytes may be good text in both encodings; nobody can tell which was meant.
        fc.pre(format !== "csv-gb18030" || isAscii(bytes) || !isUtf8(bytes));
        const table = await read(bytes);
        assert.deepEqual(table.rows.map(padded), meant);
      }),
      { numRuns: 60 },
    );
  });
}

async function* batches(rows: string[][]): AsyncGenerator<string[][]> {
  yield rows;
}

/** Text as a table can hold it: no control characters, nothing but line feeds to break lines, no space around. */
function sayable(text: string): string {
  const clean = text.toWellFormed().replace(/(?!\n)\p{Cc}|[\ufffe\uffff\ufeff\u2028\u2029]|\p{Co}|\p{Cn}/gu, "");
  return plainCell(plainCell(clean));
}

function padded(cells: string[]): string[] {
  return [0, 1, 2].map((i) => cells[i] ?? "");
}

test("a column's dates are offered in every order that fits all of them", async () => {
  const rows = [
    ["10/20/2016", "3/1/2017", "2026-01-15", "12"],
    ["3/1/2017", "5/6/2017", "2026-01-16", "x"],
  ];
  async function* tableRows() {
    for (const [i, cells] of rows.entries()) yield { no: i + 2, cells };
  }
  const { columns } = await profileTable(["us", "either", "iso", "text"], tableRows());
  assert.deepEqual(
    columns.map(({ type, dateFormats }) => [type, dateFormats]),
    [
      ["date", ["MM/DD/YYYY"]],
      ["date", ["DD/MM/YYYY", "MM/DD/YYYY"]],
      ["date", ["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY"]],
      ["text", []],
    ],
  );
});
