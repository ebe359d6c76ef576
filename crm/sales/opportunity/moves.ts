import { AppError } from "#engine/errors.ts";
import type { Model } from "#engine/model/model.ts";
import type { ChoiceOption } from "#engine/object.ts";

type Stages = readonly ChoiceOption[];
type Staged = { stage: string | null; recordType: string | null };

/** The stages a deal of this type may be in, as the company has arranged them. */
export function stagesOf(model: Model, deal: Staged): Stages {
  const options = model.objects.get("opportunity")?.fields.get("stage")?.options ?? [];
  return options.filter((stage) => !stage.retired && (!stage.types || stage.types.includes(deal.recordType as string)));
}

export function nextStage(stages: Stages, deal: Staged): string | null {
  return neighbour(stages, deal, 1);
}

export function previousStage(stages: Stages, deal: Staged): string | null {
  return neighbour(stages, deal, -1);
}

export function closingStage(stages: Stages, kind: "won" | "lost"): string {
  const stage = stages.find((candidate) => candidate.kind === kind);
  if (!stage) throw new AppError(`opportunity.no_${kind}_stage`);
  return stage.value;
}

function neighbour(stages: Stages, deal: Staged, step: 1 | -1): string | null {
  const open = stages.filter((stage) => stage.kind === "open");
  const at = open.findIndex((stage) => stage.value === deal.stage);
  return at < 0 ? null : (open[at + step]?.value ?? null);
}
