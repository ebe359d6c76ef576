import { useMemo } from "react";
import type { AggregateAnswer } from "#engine/wire.ts";
import { fieldOf, type Model, useModel } from "#web/ui/data/model.ts";
import { useAggregate } from "#web/ui/data/records.ts";
import { figuresOf } from "./channel-figures.ts";
import { type Asked, type Dimension, type Question, questionsOf, type Within } from "./channel-questions.ts";

/** What the server answers about the channels, as figures; what the viewer may not know of is not asked. */
export function useChannelFigures(by: Dimension, within: Within) {
  const questions = questionsOf(by, within);
  const answers = {
    leads: useAnswer(questions.leads),
    everyLead: useAnswer(questions.everyLead),
    opportunities: useAnswer(questions.opportunities),
    contracts: useAnswer(questions.contracts),
    costs: useAnswer(questions.costs),
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

function useAnswer({ object, query }: Question) {
  return useAggregate(object, query, isKnown(useModel(), { object, query }));
}

/** Fields that are hidden from the viewer are not in his model. */
function isKnown(model: Model, { object, query }: Question): boolean {
  const wire = model.byName.get(object);
  return wire !== undefined && Object.values(query.measures).every(({ field }) => !field || fieldOf(wire, field) !== undefined);
}

const given = (asked: Asked, answer: AggregateAnswer | undefined) => (answer ? { [asked]: answer } : {});
