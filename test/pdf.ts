import { extractImages, extractText, getDocumentProxy } from "unpdf";

export type ReadPdf = { pages: string[]; text: string; imagesOn(page: number): Promise<number> };

/** What a person would read in a PDF, page by page. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text: pages } = await extractText(document, { mergePages: false });
  return {
    pages,
    text: pages.join("\n"),
    imagesOn: async (page) => (await extractImages(document, page)).length,
  };
}
