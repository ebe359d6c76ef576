import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server listens on PORT; `npm run dev` serves the pages and passes the API on to it. */
const server = process.env.KEHAI_SERVER ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    port: Number(process.env.KEHAI_WEB_PORT ?? 5173),
    proxy: { "/api": { target: server, changeOrigin: false } },
  },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows no data: fonts or scripts; small assets stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs comes in few files; a hundred small ones cost more in round trips than in bytes.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: "base",
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(history|router|react-router|query|react-query|store|react-store)[^/]*|i18next|react-i18next|use-sync-external-store|dayjs)\//,
            },
            { name: "icons", test: /node_modules\/@ant-design\/icons/ },
            {
              name: "ui",
              test: /web\/(ui\/(data\/|(?!Action)[^/]+\.(ts|tsx|css)$)|i18n|labels(?!\/(import|settings))[^.]*\.zh-CN)/,
            },
            // Read by few, and then all of them at once.
            { name: "english", test: /web\/labels(?!\/(import|settings))[^.]*\.en\.json/ },
          ],
        },
      },
    },
  },
});
