import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { isOffline } from "../ui/data/problem.ts";
import styles from "./Shell.module.css";

/** Says that the line is gone, whether the device knows it or requests fail; goes away by itself. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(watchLine, () => navigator.onLine);
  const client = useQueryClient();
  useIsFetching();
  const hasLost = client
    .getQueryCache()
    .getAll()
    .some(
      (query) => query.isActive() && isOffline(query.state.fetchFailureReason ?? query.state.error) && hasFailed(query.state),
    );
  if (isOnline && !hasLost) return null;
  return (
    <div className={styles.offline} role="status">
      {t("shell.offline")}
    </div>
  );
}

function hasFailed(state: { fetchFailureReason: unknown; error: unknown }): boolean {
  return state.fetchFailureReason !== null || state.error !== null;
}

function watchLine(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}
