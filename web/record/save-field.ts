import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { createElement } from "react";
import { useTranslation } from "react-i18next";
import type { Problem, WireObject, WireRecord } from "#engine/wire.ts";
import { DuplicateList } from "../form/DuplicateList.tsx";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useUpdate } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { writtenValues } from "../ui/fields/values.ts";
import { StaleChange } from "./StaleChange.tsx";

type Changes = Record<string, unknown>;

/**
 * Changes fields of a record in place; why it is refused is told where the caller wishes, or at the page's top. What somebody else has changed meanwhile is shown beside one's own change, and only
 * the person decides which of both stays.
 */
export function useSaveField(object: WireObject, tell?: (refusal: string) => void) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const update = useUpdate(object.name);

  const askStale = (problem: Problem, record: WireRecord, changes: Changes): Promise<boolean> =>
    new Promise((resolve) => {
      const current = problem.record!;
      modal.confirm({
        title: t("stale.title"),
        content: createElement(StaleChange, { object, before: record, current, changes }),
        width: 520,
        okText: t("stale.mine"),
        cancelText: t("stale.theirs"),
        onOk: async () => resolve(await save({ ...record, version: current.version }, changes)),
        onCancel: () => {
          void client.invalidateQueries({ queryKey: ["records"] });
          resolve(true);
        },
      });
    });
  const askDuplicates = (problem: Problem, record: WireRecord, changes: Changes): Promise<boolean> =>
    new Promise((resolve) => {
      modal.confirm({
        title: t("duplicate.title"),
        content: createElement(DuplicateList, { hits: (problem.duplicates ?? []) as never }),
        width: 520,
        okText: t("duplicate.anyway"),
        onOk: async () => resolve(await save(record, changes, [problem.code])),
        onCancel: () => resolve(false),
      });
    });

  async function save(record: WireRecord, changes: Changes, accept?: string[]): Promise<boolean> {
    try {
      const values = writtenValues(object.fields, changes as Record<string, any>);
      await update.mutateAsync({ id: record.id, version: record.version, values, ...(accept ? { accept } : {}) });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === "record.stale" && problem.record) return await askStale(problem, record, changes);
      if (problem.code === "duplicate.found") return await askDuplicates(problem, record, changes);
      const message = problem.errors?.map((one) => one.message).join("\n");
      (tell ?? feedback.error)(message || textOf(problem));
      return false;
    }
  }
  return { save: (record: WireRecord, changes: Changes) => save(record, changes), isBusy: update.isPending };
}
