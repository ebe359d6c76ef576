import { useMemo, useRef } from "react";
import { companyOfUrl } from "../ui/data/client.ts";

type Values = Record<string, any>;

/** A half-filled form survives a reload, a closed drawer or a dead battery. */
export function useFormDraft(name: string | null, started: Values) {
  // What the form began with is part of the name: a draft made on one customer's page is not offered on another's.
  const key = name === null ? null : `kehai.form.${companyOfUrl() ?? ""}.${name}.${JSON.stringify(started)}`;
  const kept = useMemo(() => (key === null ? null : localStorage.getItem(key)), [key]);
  const isDropped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    values: kept === null ? started : { ...started, ...JSON.parse(kept) },
    isRestored: kept !== null && !isDropped.current,
    keep: (values: Values) => {
      if (key === null) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => localStorage.setItem(key, JSON.stringify(values)), 300);
    },
    drop: () => {
      clearTimeout(timer.current);
      isDropped.current = true;
      if (key !== null) localStorage.removeItem(key);
    },
  };
}
