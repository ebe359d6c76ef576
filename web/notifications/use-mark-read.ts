import { useMutation, useQueryClient } from "@tanstack/react-query";
import { newKey, request } from "../ui/data/client.ts";
import { useModel } from "../ui/data/model.ts";

/** Marks messages as read; the bell and the open list count anew. */
export function useMarkRead() {
  const path = useModel().byName.get("notification")?.path;
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) => request("POST", `/v1/${path}/markRead`, { body: { ids }, key: newKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["records", "notification"] }),
  });
}
