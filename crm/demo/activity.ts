import type { AnyRecord } from "#engine/object.ts";
import type { DemoCustomers } from "./customers.ts";
import { create, type Seeding } from "./seeding.ts";
import { TALKS, TASKS } from "./words.ts";

type Subject = { object: string; record: AnyRecord; talks: number; since: number };

export async function seedActivity(
  seeding: Seeding,
  made: { customers: DemoCustomers; leads: readonly AnyRecord[]; deals: readonly AnyRecord[] },
): Promise<void> {
  const subjects = subjectsOf(seeding, made);
  await create(
    seeding,
    "followUp",
    // As they would have been written down: a customer's life tells also what was said about his deals.
    subjects.flatMap((subject) => talksOf(seeding, subject)).sort((a, b) => String(a.at).localeCompare(String(b.at))),
  );
  await create(
    seeding,
    "task",
    subjects.flatMap((subject, i) => (i % 4 === 0 ? [taskOf(seeding, subject, i)] : [])),
  );
}

function subjectsOf({ random }: Seeding, { customers, leads, deals }: Parameters<typeof seedActivity>[1]): Subject[] {
  const held = (record: AnyRecord) => record.ownerId !== null;
  return [
    ...customers.accounts.filter(held).map((record) => ({ object: "account", record, talks: random.between(0, 5), since: 200 })),
    // Every third lead is left without a word, so that the lists of the forgotten show something.
    ...leads
      .filter((lead, i) => held(lead) && lead.status === "assigned" && i % 10 >= 5)
      .map((record) => ({ object: "lead", record, talks: random.between(1, 3), since: 22 })),
    ...deals.map((record) =>
      record.status === "open"
        ? { object: "opportunity", record, talks: random.between(1, 4), since: 45 }
        : { object: "opportunity", record, talks: random.between(0, 3), since: 300 },
    ),
  ];
}

function talksOf({ random, calendar }: Seeding, { object, record, talks, since }: Subject): Record<string, unknown>[] {
  const oldest = Math.min(since, calendar.daysSince(record.createdAt));
  const ages = Array.from({ length: talks }, () => random.between(0, oldest)).sort((a, b) => b - a);
  return ages.map((age, i) => ({
    aboutObject: object,
    aboutId: record.id,
    ...random.pick(TALKS),
    at: calendar.instant(-age, random),
    nextAt: i === ages.length - 1 && random.chance(60) ? calendar.ahead(random.between(0, 14), random) : null,
    ownerId: record.ownerId,
  }));
}

function taskOf({ random, calendar }: Seeding, { object, record }: Subject, i: number): Record<string, unknown> {
  const isDone = i % 3 === 0;
  return {
    subject: random.pick(TASKS),
    aboutObject: object,
    aboutId: record.id,
    due: calendar.date(isDone ? -random.between(1, 30) : random.between(-5, 20)),
    priority: random.pick(["high", "normal", "normal", "low"]),
    status: isDone ? "done" : "open",
    doneAt: isDone ? calendar.instant(-random.between(0, 20), random) : null,
    ownerId: record.ownerId,
  };
}
