import { useMemo } from "react";
import type { AggregateAnswer } from "#engine/wire.ts";
import { useModel } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { figuresOf } from "./channel-figures.ts";
import { type Asked, type Dimension, isAsked, type Question, questionsOf, type Within } from "./channel-questions.ts";

/** What the server answers about the channels, as figures. */
export function useChannelFigures(by: Dimension, within: Within) {
  const questions = questionsOf(by, within);
  const answers = {
    leads: useAnswer("leads", questions.leads),
    everyLead: useAnswer("everyLead", questions.everyLead),
    opportunities: useAnswer("opportunities", questions.opportunities),
    contracts: useAnswer("contracts", questions.contracts),
    costs: useAnswer("costs", questions.costs),
  } satisfies Record<Asked, unknown>;
  const { leads, everyLead, opportunities, contracts, costs } = answers;

  const figures = useMemo(
    () =>
      figuresOf(by, {
        ...given("leads", leads.data),
        ...given("everyLead", everyLead.data),
        ...given("opportunities", opportunities.data),
        ...given("contracts", contracts.data),
        ...given("costs", costs.data),
      }),
    [by, leads.data, everyLead.data, opportunities.data, contracts.data, costs.data],
  );
  const all = Object.values(answers);
  return {
    ...figures,
    loading: all.some(({ isLoading }) => isLoading),
    error: all.find(({ error }) => error !== null)?.error ?? null,
    retry: () => void Promise.all(all.map(({ refetch }) => refetch())),
  };
}

function useAnswer(asked: Asked, question: Question) {
  const { byName } = useModel();
  return useAggregate(question.object, question.query, isAsked(byName, asked, question));
}

const given = (asked: Asked, answer: AggregateAnswer | undefined) => (answer ? { [asked]: answer } : {});
