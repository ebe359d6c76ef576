import { useNavigate } from "@tanstack/react-router";
import { Button, Drawer, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "#engine/wire.ts";
import { useModel } from "../ui/data/model.ts";
import { useRecordPages } from "../ui/data/records.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { formatAgo } from "../ui/format.ts";
import { useCompany } from "../ui/navigation.ts";
import { useIsPhone } from "../ui/screen.ts";
import styles from "./NotificationDrawer.module.css";
import { useMarkRead } from "./use-mark-read.ts";

/** What the person was told, newest first; opening a message opens what it is about and marks it as read. */
export function NotificationDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const pages = useRecordPages("notification", { sort: "-createdAt", fields: ["message", "about", "createdAt", "readAt"] });
  const told = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const unread = told.filter(({ readAt }) => readAt === null).map(({ id }) => id);
  const markRead = useMarkRead();
  return (
    <Drawer
      open
      onClose={onClose}
      title={t("notification.title")}
      size={isPhone ? "100%" : 400}
      styles={{ body: { padding: 0 } }}
      extra={
        unread.length > 0 && (
          <Button type="link" size="small" loading={markRead.isPending} onClick={() => markRead.mutate(unread)}>
            {t("notification.read_all")}
          </Button>
        )
      }
    >
      {pages.isPending && <Skeleton active className={styles.waiting} />}
      {pages.isError && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isSuccess && told.length === 0 && <Empty text={t("notification.empty")} />}
      <ul className={styles.list}>
        {told.map((one) => (
          <Message key={one.id} told={one} onOpen={onClose} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button block type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("notification.older")}
        </Button>
      )}
    </Drawer>
  );
}

function Message({ told, onOpen }: { told: WireRecord; onOpen: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const company = useCompany();
  const markRead = useMarkRead();
  const path = useModel().byName.get(told.about?.object)?.path;

  const open = () => {
    if (told.readAt === null) markRead.mutate([told.id]);
    if (path === undefined || told.about.hidden) return;
    onOpen();
    void navigate({ to: "/$company/$path/$id", params: { company, path, id: told.about.id } });
  };
  return (
    <li>
      <button type="button" className={styles.message} data-unread={told.readAt === null || undefined} onClick={open}>
        <span className={styles.words}>{told.message}</span>
        <span className={styles.when}>
          {told.readAt === null && <span className="visually-hidden">{t("notification.is_unread")}</span>}
          {formatAgo(told.createdAt)}
        </span>
      </button>
    </li>
  );
}
