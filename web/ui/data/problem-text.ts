import { useQueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import type { Problem, WireModel } from "#engine/wire.ts";

/** Turns a problem or a bare refusal code into a sentence in the person's language. */
export function useProblemText() {
  const client = useQueryClient();
  return (problem: Problem | string): string => {
    const code = typeof problem === "string" ? problem : problem.code;
    const said = typeof problem === "string" ? undefined : problem.detail || problem.title;
    const messages = client.getQueryData<WireModel>(["model"])?.messages;
    const own = i18next.exists(`problem.${code}`) ? i18next.t(`problem.${code}`) : undefined;
    return said || messages?.[code] || own || i18next.t("problem.unexpected");
  };
}
