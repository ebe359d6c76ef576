import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The server listens on PORT; `npm run dev` serves the pages and passes the API on to it. */
const server = process.env.KEHAI_SERVER ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;

export default defineConfig({
  root: here("."),
  base: "/",
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    port: Number(process.env.KEHAI_WEB_PORT ?? 5173),
    proxy: { "/api": { target: server, changeOrigin: false } },
  },
  build: {
    outDir: here("../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows no data: fonts or scripts; small assets stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
});
