import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { JobView, WireObject } from "#engine/wire.ts";
import { newKey, request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";

export type ExportWish = { filter?: Filter; ids?: string[]; q?: string; sort?: string; columns: string[] };

/** Asks for a file of the rows and offers it when it is made. */
export function useExport(object: WireObject) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const [isBusy, setBusy] = useState(false);

  const run = async ({ ids, columns, ...wish }: ExportWish) => {
    setBusy(true);
    feedback.info(t("list.export_started"));
    try {
      const filter = ids ? { field: "id", op: "in", value: ids } : wish.filter;
      const body = { object: object.name, format: "xlsx", fields: columns, filter, q: wish.q || undefined, sort: wish.sort };
      const job = await request<JobView & { file?: string }>("POST", "/v1/exports", { body, key: newKey() });
      await download(job.id);
    } catch (error) {
      feedback.error(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  return { run, isBusy };
}

async function download(id: string): Promise<void> {
  window.location.assign(`/api/v1/exports/${id}/file`);
}
