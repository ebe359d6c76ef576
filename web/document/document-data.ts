import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DocumentData } from "#engine/document/document.ts";
import type { WireObject } from "#engine/wire.ts";
import { companyOfUrl, queryString, request } from "../ui/data/client.ts";

/** Which paper of which record, and what was answered to what it asks. */
export type Paper = { object: WireObject; id: string; name: string; input: Record<string, string> };

/** What a document says, as it would be printed. */
export function useDocument({ object, id, name, input }: Paper, isAnswered: boolean) {
  return useQuery({
    queryKey: ["records", object.name, "document", id, name, input],
    queryFn: ({ signal }) => request<DocumentData>("GET", `/v1/${object.path}/${id}/documents/${name}`, { query: input, signal }),
    enabled: id !== "" && isAnswered,
    placeholderData: keepPreviousData,
  });
}

/** Where the paper itself is; a link carries no header, so the company stands in the address. */
export function paperUrl({ object, id, name, input }: Paper, format: string, how: { inline?: boolean } = {}): string {
  const query = queryString({ ...input, company: companyOfUrl(), inline: how.inline ? 1 : undefined });
  return `/api/v1/${object.path}/${id}/documents/${name}.${format}${query}`;
}
