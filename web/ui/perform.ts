import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { problemOf } from "./data/problem.ts";
import { useProblemText } from "./data/problem-text.ts";
import { useAction } from "./data/writes.ts";
import { useFeedback } from "./feedback.ts";

/** Performs a verb on a record and says what came of it; `rethrow` leaves refusals to a dialog that shows them itself. */
export function usePerform(object: WireObject, name: string, record: WireRecord) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const mutation = useAction(object.name, name);
  const action = object.actions.find((one) => one.name === name);

  const run = async (input: Record<string, unknown>, key?: string, rethrow = false) => {
    try {
      await mutation.mutateAsync({ id: record.id, input, ...(key ? { key } : {}) });
      feedback.done(t("action.done", { action: action?.label ?? name }));
    } catch (error) {
      if (rethrow) throw error;
      feedback.error(textOf(problemOf(error)));
    }
  };
  return { action, run, isBusy: mutation.isBusy };
}
