import { useSyncExternalStore } from "react";

const phone = window.matchMedia("(max-width: 767px)");
const narrow = window.matchMedia("(max-width: 1199px)");

export function useIsPhone(): boolean {
  return useSyncExternalStore(watch(phone), () => phone.matches);
}

/** No room for three columns. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch(narrow), () => narrow.matches);
}

const watch = (query: MediaQueryList) => (changed: () => void) => {
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
};
