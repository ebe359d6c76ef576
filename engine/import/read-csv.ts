import { Readable } from "node:stream";
import { TextDecoderStream } from "node:stream/web";
import { parse } from "csv-parse";
import { AppError } from "../errors.ts";
import { plainCell } from "./plain-cell.ts";
import type { OpenFile, TableFormat, TableRow } from "./read-table.ts";

type CsvFormat = Extract<TableFormat, { kind: "csv" }>;

const DELIMITERS = [",", "\t", ";", "|", "，"] as const;
const SAMPLE = 64 * 1024;

/** Encoding by the bytes: a mark, else UTF-8 if every byte fits it and reads like words, else GB18030. Delimiter by the first lines. */
export async function csvFormat(open: OpenFile): Promise<CsvFormat> {
  const encoding = await encodingOf(open);
  let sample = "";
  for await (const text of decoded(await open(), encoding)) {
    sample += text;
    if (sample.length >= SAMPLE) break;
  }
  if (sample.includes("\u0000")) throw new AppError("import.file_unreadable", { params: { reason: "binary" } });
  return { kind: "csv", encoding, delimiter: delimiterOf(sample) };
}

/** The rows of a file one after the other, as they are read; the file is never held whole. */
export async function* csvRows(open: OpenFile, format: CsvFormat): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: format.delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1024 * 1024,
  });
  const source = Readable.from(decoded(await open(), format.encoding));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let no = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      no += 1;
      yield { no, cells: cells.map(plainCell) };
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("import.file_unreadable", { params: { reason: (error as Error).message } });
  } finally {
    source.destroy();
  }
}

async function encodingOf(open: OpenFile): Promise<CsvFormat["encoding"]> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const sample: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of await open()) {
      const bytes = chunk as Buffer;
      if (size === 0 && bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
      if (size < SAMPLE) sample.push(bytes);
      size += bytes.length;
      utf8.decode(bytes, { stream: true });
    }
    utf8.decode();
  } catch {
    return "gb18030";
  }
  return isChineseMistaken(Buffer.concat(sample)) ? "gb18030" : "utf-8";
}

/** Two bytes of a Chinese character may also be one letter of UTF-8 (胜 is ʤ): a short file of few such letters is Chinese. */
function isChineseMistaken(bytes: Buffer): boolean {
  // The mark of UTF-8, where there is one, is such a letter too, and none of so few bytes.
  const beyondAscii = [...new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)].filter((letter) => letter > "\u007f");
  if (beyondAscii.length === 0 || beyondAscii.length > 20 || beyondAscii.some((letter) => letter > "\u07ff")) return false;
  const asChinese = [...new TextDecoder("gb18030").decode(bytes)].filter((letter) => letter > "\u007f");
  return (
    asChinese.every((letter) => /\p{Script=Han}/u.test(letter)) &&
    !beyondAscii.every((letter) => /[\u00c0-\u024f\u0370-\u04ff]/.test(letter))
  );
}

async function* decoded(bytes: Readable, encoding: CsvFormat["encoding"]): AsyncGenerator<string> {
  const text = Readable.toWeb(bytes).pipeThrough(new TextDecoderStream(encoding) as never) as unknown as AsyncIterable<string>;
  try {
    yield* text;
  } catch (error) {
    // Some torn sequences are not replaced but thrown.
    throw new AppError("import.file_unreadable", { params: { reason: (error as Error).message } });
  }
}

/** The delimiter that cuts the first lines into equal numbers of cells, the more the better. */
function delimiterOf(sample: string): string {
  const lines = unquoted(sample)
    .split(/\r?\n|\r/)
    .filter((line) => line !== "")
    .slice(0, 20);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const most = Math.max(0, ...counts);
    const even = counts.filter((count) => count === counts[0]).length / Math.max(counts.length, 1);
    const score = (counts[0] ?? 0) === 0 ? 0 : even * 100 + Math.min(most, 50);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function unquoted(sample: string): string {
  return sample.replace(/"(?:[^"]|"")*"/g, "");
}
