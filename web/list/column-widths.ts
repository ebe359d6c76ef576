import { useCallback, useState } from "react";
import type { WireField } from "#engine/wire.ts";
import { companyOfUrl } from "../ui/data/client.ts";

const BY_TYPE: Partial<Record<WireField["type"], number>> = {
  longText: 240,
  richText: 240,
  address: 220,
  integer: 96,
  number: 112,
  percent: 88,
  money: 140,
  price: 128,
  rollup: 116,
  date: 116,
  dateTime: 128,
  boolean: 80,
  choice: 104,
  state: 104,
  age: 96,
  multiChoice: 160,
  multiReference: 160,
  phone: 136,
  email: 184,
  url: 168,
  reference: 160,
  anyReference: 180,
  autoNumber: 132,
};

/** Names and words: they take what the others leave, to a point. */
const GROWS = new Set<WireField["type"]>(["text", "longText", "reference", "anyReference"]);
const GROWTH = 1.5;

const PEOPLE = 104;
const COUNT = 104;
const TITLE = 232;
/** Names of people are short, and leave their room to the companies beside them. */
const SHORT_TITLE = 152;
const SHORT = 60;

/** Widths by what a column holds, unless the person has drawn them otherwise; kept on this device. */
export function useColumnWidths(object: string, title: string) {
  const key = `kehai.widths.${companyOfUrl() ?? ""}.${object}`;
  const [drawn, setDrawn] = useState<Record<string, number>>(() => JSON.parse(localStorage.getItem(key) ?? "{}"));
  const widthOf = useCallback((field: WireField) => drawn[field.name] ?? usualWidth(field, title), [drawn, title]);
  const trackOf = useCallback(
    (field: WireField) => {
      const width = widthOf(field);
      const grows = GROWS.has(field.type) && field.to !== "user" && field.name !== title && drawn[field.name] === undefined;
      return grows ? `minmax(${width}px, ${width * GROWTH}px)` : `${width}px`;
    },
    [widthOf, drawn, title],
  );
  const setWidth = useCallback(
    (name: string, width: number, isFinal: boolean) =>
      setDrawn((before) => {
        const next = { ...before, [name]: Math.max(64, Math.min(800, Math.round(width))) };
        if (isFinal) localStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  return { widthOf, trackOf, setWidth };
}

function usualWidth(field: WireField, title: string): number {
  if (field.name === title && field.type !== "autoNumber") return isShort(field) ? SHORT_TITLE : TITLE;
  if (field.to === "user") return PEOPLE;
  return field.rollup === "count" ? COUNT : (BY_TYPE[field.type] ?? 160);
}

function isShort({ changedBy, max }: WireField): boolean {
  return changedBy === "people" && max !== undefined && max <= SHORT;
}

const NUMERIC = new Set<WireField["type"]>(["integer", "number", "percent", "money", "price", "rollup", "age"]);

/** Numbers stand under one another at the right. */
export function isNumeric(field: WireField): boolean {
  return NUMERIC.has(field.type) && !(field.type === "rollup" && (field.rollup === "max" || field.rollup === "min"));
}
