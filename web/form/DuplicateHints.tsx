import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { DuplicateHit, WireField, WireObject } from "#engine/wire.ts";
import { request } from "../ui/data/client.ts";
import { useSettled } from "../ui/settled.ts";
import { DuplicateList } from "./DuplicateList.tsx";

const COMPARED = new Set<WireField["type"]>(["text", "phone", "email"]);
const SHORTEST = 2;
const MOST = 3;

/** Says while one types that such a record may already be there, and whose it is. */
export function DuplicateHints({ object, values }: { object: WireObject; values: Record<string, any> }) {
  const { t } = useTranslation();
  const compared = object.fields.filter((field) => COMPARED.has(field.type) && !field.system);
  const stated = Object.fromEntries(
    compared
      .map((field) => [field.key, values[field.key]])
      .filter(([, value]) => typeof value === "string" && value.trim().length >= SHORTEST),
  );
  const settled = useSettled(JSON.stringify(stated), 400);
  const hits = useQuery({
    queryKey: ["duplicates", object.name, settled],
    queryFn: ({ signal }) =>
      request<{ hits: DuplicateHit[] }>("POST", `/v1/${object.path}/duplicates`, { body: JSON.parse(settled), signal }),
    enabled: settled !== "{}",
    retry: false,
  });
  const found = settled === "{}" ? [] : (hits.data?.hits ?? []);
  if (found.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t("duplicate.maybe")}
      description={<DuplicateList hits={found.slice(0, MOST)} />}
    />
  );
}
