import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { downloadFile } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";

export type ExportWish = { filter?: Filter; ids?: string[]; q?: string; sort?: string; columns: string[] };

/** Asks for a file of the rows and hands it over when it is made. */
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
      await downloadFile("/v1/exports", {
        object: object.name,
        format: "xlsx",
        fields: columns,
        ...(filter ? { filter } : {}),
        ...(wish.q ? { q: wish.q } : {}),
        ...(wish.sort ? { sort: wish.sort } : {}),
      });
      feedback.done(t("list.export_ready"));
    } catch (error) {
      feedback.error(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  return { run, isBusy };
}
