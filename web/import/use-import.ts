import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import { newKey, request } from "../ui/data/client.ts";

const AGAIN_MS = 700;
const key = (id: string | undefined) => ["import", id];

/** An import as it stands; asked again while the server works on it. */
export function useImport(id: string | undefined) {
  return useQuery({
    queryKey: key(id),
    queryFn: ({ signal }) => request<ImportView>("GET", `/v1/imports/${id}`, { signal }),
    enabled: id !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? AGAIN_MS : false),
  });
}

export function isWorking({ state }: ImportView): boolean {
  return state === "waiting" || state === "running";
}

/** Every step answers with the import as it then stands. */
export function useImportSteps(id: string) {
  const queries = useQueryClient();
  const keep = (view: ImportView) => queries.setQueryData(key(view.id), view);
  const begin = (dry: boolean) => async (mapping: ImportMapping) => {
    await request<ImportView>("PATCH", `/v1/imports/${id}`, { body: { mapping } });
    return await request<ImportView>("POST", `/v1/imports/${id}/${dry ? "dry-run" : "run"}`, { body: {}, key: newKey() });
  };
  return {
    save: useMutation({
      mutationFn: (mapping: ImportMapping) => request<ImportView>("PATCH", `/v1/imports/${id}`, { body: { mapping } }),
      onSuccess: keep,
    }),
    check: useMutation({ mutationFn: begin(true), onSuccess: keep }),
    run: useMutation({
      mutationFn: begin(false),
      onSuccess: keep,
    }),
    cancel: useMutation({
      mutationFn: () => request<ImportView>("POST", `/v1/imports/${id}/cancel`, { body: {} }),
      onSuccess: keep,
    }),
  };
}

export function uploadImport(object: string, file: File): Promise<ImportView> {
  const body = new FormData();
  body.set("object", object);
  body.set("file", file, file.name);
  return request<ImportView>("POST", "/v1/imports", { body, key: newKey() });
}

/** The same file for another object, or another sheet of it. */
export function importAgain(id: string, wish: { object: string; sheet?: string }): Promise<ImportView> {
  return request<ImportView>("POST", `/v1/imports/${id}/again`, { body: wish, key: newKey() });
}
