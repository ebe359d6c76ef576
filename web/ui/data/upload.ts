import { newKey, request } from "./client.ts";

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
