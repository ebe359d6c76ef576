import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Filter } from "#engine/object.ts";
import type { AggregateAnswer, ListPage, WireObject, WireRecord } from "#engine/wire.ts";
import { allOf } from "../ui/all-of.ts";
import { newKey, request } from "../ui/data/client.ts";
import { listRecords } from "../ui/data/records.ts";
import type { Move } from "./board-columns.ts";

export type BoardScope = { filter?: Filter | undefined; sort?: string | undefined; q?: string | undefined };
export type ColumnFigures = { count: number; sum: string | null };

const CARDS_AT_ONCE = 20;

const sumsKey = (object: WireObject) => ["records", object.name, "board-sums"];
const cardsKey = (object: WireObject) => ["records", object.name, "board-cards"];

/** Count and sum of every column in one call. */
export function useColumnFigures(object: WireObject, scope: BoardScope) {
  const { by, sum } = object.board!;
  return useQuery({
    queryKey: [...sumsKey(object), scope],
    queryFn: async ({ signal }) => {
      const answer = await request<AggregateAnswer>("POST", `/v1/${object.path}/aggregate`, {
        signal,
        body: {
          filter: scope.filter,
          groupBy: [by],
          measures: { count: { fn: "count" }, ...(sum ? { sum: { fn: "sum", field: sum } } : {}) },
        },
      });
      return new Map(answer.rows.map((row) => [String(row.group[by]), figures(row.measures)] as const));
    },
  });
}

function figures(measures: Record<string, string | number | null>): ColumnFigures {
  return { count: Number(measures.count ?? 0), sum: measures.sum == null ? null : String(measures.sum) };
}

export function useColumnCards(object: WireObject, scope: BoardScope, column: string) {
  const { by, card } = object.board!;
  return useInfiniteQuery({
    queryKey: [...cardsKey(object), column, scope],
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListPage) => page.next,
    queryFn: ({ pageParam, signal }) =>
      listRecords(
        object.path,
        {
          ...scope,
          filter: allOf([scope.filter, { field: by, op: "eq", value: column }]),
          fields: [...new Set([object.title, by, ...card])],
          limit: CARDS_AT_ONCE,
          can: true,
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      ),
  });
}

type Moved = { record: WireRecord; to: string; move: Move; input: Record<string, unknown> };
type Cards = InfiniteData<ListPage, string | null>;

/** Shows the card in its new column at once; a refusal puts it back where it was. */
export function useMoveCard(object: WireObject) {
  const queries = useQueryClient();
  const { by } = object.board!;

  return useMutation({
    mutationFn: ({ record, move, input }: Moved) =>
      request<WireRecord>("POST", `/v1/${object.path}/${record.id}/${move.action.name}`, {
        body: { ...move.input, ...input },
        key: newKey(),
      }),
    onMutate: async ({ record, to }) => {
      await queries.cancelQueries({ queryKey: cardsKey(object) });
      const before = queries.getQueriesData<Cards>({ queryKey: cardsKey(object) });
      const moved = { ...record, [by]: to };
      for (const [key, cards] of before) {
        const column = key[cardsKey(object).length];
        if (cards) queries.setQueryData(key, column === to ? withCard(cards, moved) : withoutCard(cards, record.id));
      }
      return { before };
    },
    onError: (_error, _moved, context) => {
      for (const [key, cards] of context?.before ?? []) queries.setQueryData(key, cards);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["records", object.name] }),
  });
}

function withoutCard(cards: Cards, id: string): Cards {
  return { ...cards, pages: cards.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) })) };
}

function withCard(cards: Cards, record: WireRecord): Cards {
  const [first, ...rest] = withoutCard(cards, record.id).pages;
  return first ? { ...cards, pages: [{ ...first, items: [record, ...first.items] }, ...rest] } : cards;
}
