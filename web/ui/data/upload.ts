import { companyOfUrl, newKey, queryString, request } from "./client.ts";

export type StoredFile = { id: string; name: string; size: number; type: string };

/** Stores a file; `about` hangs it onto a record. */
export function uploadFile(file: File, about?: { object: string; id: string }): Promise<StoredFile> {
  const body = new FormData();
  if (about) {
    body.set("aboutObject", about.object);
    body.set("aboutId", about.id);
  }
  body.set("file", file, file.name);
  return request<StoredFile>("POST", "/v1/files", { body, key: newKey() });
}

/** Where a file's bytes are; a link carries no header, so the company stands in the address. */
export function fileUrl(id: string, how: { inline?: boolean } = {}): string {
  return `/api/v1/files/${id}/content${queryString({ company: companyOfUrl(), inline: how.inline ? 1 : undefined })}`;
}
