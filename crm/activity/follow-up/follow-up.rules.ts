import { check, derive } from "#engine/rule.ts";
import { followUp } from "./follow-up.object.ts";

const followUpsHappenNowUnlessSaid = derive(followUp, ({ at }, { now }) => (at === null ? { at: now } : {}));

const summaryIsTheBeginning = derive(followUp, ({ content }) => ({
  summary: content.length > 40 ? `${[...content.replace(/\s+/g, " ")].slice(0, 39).join("")}…` : content.replace(/\s+/g, " "),
}));

const whatIsToComeIsAPlan = check(followUp, ({ at }, { now, before }) =>
  // A phone's clock may run a few minutes ahead of the server's.
  at !== before?.at && Date.parse(at as string) > Date.parse(now) + 10 * 60_000
    ? { code: "followUp.in_future", field: "at" }
    : null,
);

const plansComeAfter = check(followUp, ({ at, nextAt }) =>
  nextAt !== null && Date.parse(nextAt) <= Date.parse(at as string) ? { code: "followUp.next_in_past", field: "nextAt" } : null,
);

export const rules = [followUpsHappenNowUnlessSaid, summaryIsTheBeginning, whatIsToComeIsAPlan, plansComeAfter];
