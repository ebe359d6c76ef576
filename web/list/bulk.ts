import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { createElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { JobView, ListPage, Problem, WireObject, WireRecord, WireReference } from "#engine/wire.ts";
import { newKey, request } from "../ui/data/client.ts";
import { refreshRecords } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { BulkOutcome } from "./BulkOutcome.tsx";

export type Targets = { ids: string[] } | { filter: Filter };
export type Failed = { title: string; reason: string };

type Result = { id?: string; ok: boolean; record?: WireRecord; problem?: Problem };

const JOB_PAUSE_MS = 700;

/** Work on many records: what was refused is told row by row, the rest is done. */
export function useBulk(object: WireObject, onDone: () => void) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const feedback = useFeedback();
  const [isBusy, setBusy] = useState(false);

  const told = (done: number, failed: Failed[], what: string) => {
    void refreshRecords(client);
    if (failed.length === 0) feedback.done(t("bulk.done", { what, count: done }));
    else
      modal.info({
        title: t("bulk.partly", { what, done, failed: failed.length }),
        content: createElement(BulkOutcome, { failed }),
        width: 520,
      });
    onDone();
  };
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
    }
  };

  const act = (action: string, targets: Targets, input: Record<string, unknown>, what: string) =>
    during(async () => {
      const answer = await request<{ results: Result[] } | JobView>("POST", `/v1/${object.path}/${action}`, {
        body: { ...targets, input },
        key: newKey(),
      });
      if ("results" in answer) return told(answer.results.filter((one) => one.ok).length, failures(object, answer.results), what);
      const job = await finished(answer);
      const results = (job.result?.failures ?? []) as Result[];
      told(job.done - results.length, failures(object, results), what);
    });
  const edit = (ids: string[], values: Record<string, unknown>, rows: WireRecord[]) =>
    during(() =>
      write(
        ids.map((id) => ({ id, ...values })),
        rows,
        t("bulk.edit"),
      ),
    );
  const write = async (update: ({ id: string } & Record<string, unknown>)[], rows: WireRecord[], what: string) => {
    const answer = await request<{ updated: Result[] }>("POST", `/v1/${object.path}/batch`, { body: { update }, key: newKey() });
    const named = answer.updated.map((one, index) => {
      const { id } = update[index]!;
      return { ...one, id, record: one.record ?? rows.find((row) => row.id === id)! };
    });
    told(named.filter((one) => one.ok).length, failures(object, named), what);
  };
  /** Adds to the tags each record has; a plain edit would replace them. */
  const addTags = (ids: string[], tags: string[], rows: WireRecord[]) =>
    during(async () => {
      const body = { filter: { field: "id", op: "in", value: ids }, fields: ["id", "tags", object.title], limit: ids.length };
      const { items } = await request<ListPage>("POST", `/v1/${object.path}/query`, { body });
      const kept = new Map(items.map((row) => [row.id, ((row.tags ?? []) as WireReference[]).map((tag) => tag.id)]));
      const update = ids.map((id) => ({ id, tagsIds: [...new Set([...(kept.get(id) ?? []), ...tags])] }));
      await write(update, rows, t("bulk.tag"));
    });
  return { act, edit, addTags, isBusy };
}

function failures(object: WireObject, results: Result[]): Failed[] {
  return results
    .filter((one) => !one.ok)
    .map((one) => ({
      title: String(one.record?.[object.title] ?? one.id ?? ""),
      reason: one.problem?.errors?.map((error) => error.message).join(" ") || one.problem?.detail || one.problem?.title || "",
    }));
}

/** Long work goes on by itself; the page asks how far it is until it is through. */
async function finished(job: JobView): Promise<JobView> {
  if (job.state !== "waiting" && job.state !== "running") return job;
  await new Promise((resolve) => setTimeout(resolve, JOB_PAUSE_MS));
  return finished(await request<JobView>("GET", `/v1/jobs/${job.id}`));
}
