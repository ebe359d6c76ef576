import assert from "node:assert/strict";
import { test } from "node:test";
import { channelCells, figuresOf } from "./channel-figures.ts";
import { questionsOf, rowsOf } from "./channel-questions.ts";

const counted = (group: object, measures: object) => ({ group: { ...group }, measures: { ...measures } as never });

const byChannel = figuresOf("channel", {
  leads: {
    rows: [
      counted({ source: "exhibition" }, { count: 3000, accounts: 1200 }),
      counted({ source: null }, { count: 10, accounts: 4 }),
    ],
  },
  everyLead: { rows: [counted({}, { count: 3010, accounts: 1203 })] },
  opportunities: {
    rows: [
      counted({ "lead.source": "exhibition", status: "open" }, { count: 540, amount: "1" }),
      counted({ "lead.source": "exhibition", status: "won" }, { count: 260, amount: "1" }),
    ],
  },
  contracts: {
    rows: [counted({ "opportunity.lead.source": "exhibition" }, { count: 130, amount: "900000.10", received: "600000.00" })],
  },
  costs: { rows: [counted({ channel: "exhibition" }, { cost: "240000" }), counted({ channel: "search" }, { cost: "500.5" })] },
});
const exhibition = byChannel.rows[0]!;
const shown = (part: number | null) => (part === null ? null : Math.round(part * 1000) / 10);

test("each step is told as part of the step before and of the leads, with what one of them cost", () => {
  assert.equal(exhibition.key, "exhibition");
  assert.deepEqual(
    exhibition.steps.map(({ name, count, ofBefore, ofLeads, cost }) => [name, count, shown(ofBefore), shown(ofLeads), cost]),
    [
      ["lead", 3000, null, null, "80.00"],
      ["account", 1200, 40, 40, "200.00"],
      ["opportunity", 800, 66.7, 26.7, "300.00"],
      ["won", 260, 32.5, 8.7, "923.08"],
      ["contract", 130, 50, 4.3, "1846.15"],
    ],
  );
  assert.deepEqual([exhibition.contractAmount, exhibition.received, exhibition.returnOnCost], ["900000.10", "600000.00", 2.5]);
});

test("a channel that only cost money stands there too, and leads without a channel are told apart", () => {
  const [, nameless, search] = byChannel.rows;
  assert.deepEqual([nameless!.key, nameless!.cost, nameless!.returnOnCost], [null, null, null]);
  assert.deepEqual([search!.key, search!.cost, search!.steps[0]!.count, search!.steps[0]!.cost], ["search", "500.50", 0, null]);
  assert.equal(search!.steps[1]!.ofBefore, null);
});

test("all together counts an account once that leads of two channels brought", () => {
  const { steps, cost, received } = byChannel.total;
  assert.deepEqual(
    steps.map(({ count }) => count),
    [3010, 1203, 800, 260, 130],
  );
  assert.deepEqual([cost, received], ["240500.50", "600000.00"]);
});

test("the table leaves as figures, each in its column, with costs only where they are shown", () => {
  const fair = { ...exhibition, label: "展会" };
  const counts = ["展会", 3000, 1200, 40, 800, 66.7, 26.7, 260, 32.5, 8.7, 130, 50, 4.3];
  const money = ["900000.10", "600000.00"];

  assert.deepEqual(channelCells([fair], true), [[...counts, ...money, "240000.00", "80.00", "923.08", 250]]);
  assert.deepEqual(channelCells([fair], false), [[...counts, ...money]]);
});

test("campaigns are known by their ids, whether leads or only costs name them", () => {
  const { rows } = figuresOf("campaign", {
    leads: { rows: [counted({ campaign: { id: "a", title: "机床展" } }, { count: 2, accounts: 1 })] },
    costs: { rows: [counted({ id: "a", name: "机床展" }, { cost: "10" }), counted({ id: "b", name: "发布会" }, { cost: "5" })] },
  });
  assert.deepEqual(
    rows.map(({ key, title, cost }) => [key, title, cost]),
    [
      ["a", "机床展", "10.00"],
      ["b", "发布会", "5.00"],
    ],
  );
});

test("the rows behind a figure are those that were counted", () => {
  const thisYear = (field: string) => ({ field, op: "within", value: "thisYear" }) as const;
  const always = () => undefined;

  assert.deepEqual(rowsOf("lead", "channel", always), { object: "lead", filter: undefined });
  assert.deepEqual(rowsOf("account", "channel", thisYear, null), {
    object: "account",
    filter: { some: "leads", where: { and: [thisYear("createdAt"), { field: "source", op: "isEmpty" }] } },
  });
  assert.deepEqual(rowsOf("won", "campaign", always, "a"), {
    object: "opportunity",
    filter: {
      and: [
        { field: "lead.createdAt", op: "isNotEmpty" },
        { field: "lead.campaign", op: "eq", value: "a" },
        { field: "status", op: "eq", value: "won" },
      ],
    },
  });
  assert.deepEqual(questionsOf("channel", thisYear).costs.query.filter, {
    and: [thisYear("startsOn"), { field: "cost", op: "isNotEmpty" }],
  });
});
