import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import pdfmake from "pdfmake";
import { type Page, pageOf } from "./page-layout.ts";

/* Runs in a thread of its own: a long document takes a second, in which the server answers others. */

const fonts = fileURLToPath(new URL(".", import.meta.resolve("@expo-google-fonts/noto-sans-sc")));

pdfmake.setFonts({
  Noto: {
    normal: `${fonts}400Regular/NotoSansSC_400Regular.ttf`,
    bold: `${fonts}600SemiBold/NotoSansSC_600SemiBold.ttf`,
  },
});
// What a document says comes from people: it reads no file but the fonts and asks no other server.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path: string) => path.startsWith(fonts));

parentPort!.on("message", async ({ id, page }: { id: number; page: Page }) => {
  try {
    // A damaged picture must not keep a contract from being printed.
    const bytes = await print(page).catch(() => print({ ...page, images: { logo: null, seal: null } }));
    parentPort!.postMessage({ id, bytes });
  } catch (error) {
    parentPort!.postMessage({ id, failure: (error as Error).stack ?? String(error) });
  }
});

function print(page: Page): Promise<Buffer> {
  return pdfmake.createPdf(pageOf(page)).getBuffer();
}
