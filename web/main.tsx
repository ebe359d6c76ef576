import "./ui/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { chosenLanguage, startLabels } from "./i18n.ts";
import { router } from "./routes.tsx";
import { Appearance } from "./ui/Appearance.tsx";
import { antLocale } from "./ui/ant-locale.ts";
import { queryClient } from "./ui/data/query-client.ts";

void start();

/** Not awaited at the top of the file: chunks that import this one would wait for it while it waits for them. */
async function start() {
  const [locale] = await Promise.all([antLocale(chosenLanguage()), startLabels()]);
  createRoot(document.getElementById("root")!).render(
    <QueryClientProvider client={queryClient}>
      <Appearance locale={locale}>
        <RouterProvider router={router} />
      </Appearance>
    </QueryClientProvider>,
  );
}
