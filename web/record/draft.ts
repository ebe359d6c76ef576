import { useState } from "react";
import { companyOfUrl } from "../ui/data/client.ts";

/** Text that survives a reload until it is sent. */
export function useDraft(name: string): [string, (text: string) => void, () => void] {
  const key = `kehai.draft.${companyOfUrl() ?? ""}.${name}`;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? "");
  const keep = (next: string) => {
    if (next === "") localStorage.removeItem(key);
    else localStorage.setItem(key, next);
    setText(next);
  };
  return [text, keep, () => keep("")];
}
