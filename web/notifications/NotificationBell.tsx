import { BellOutlined } from "@ant-design/icons";
import { Badge, Button, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "../ui/data/model.ts";
import { useCount } from "../ui/data/records.ts";
import { useIsPhone } from "../ui/screen.ts";

const NotificationDrawer = lazy(async () => ({ default: (await import("./NotificationDrawer.tsx")).NotificationDrawer }));
const UNREAD = { filter: { field: "readAt", op: "isEmpty" } } as const;

/** How much the person has not read yet; the messages themselves are fetched when he asks for them. */
export function NotificationBell() {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [isOpen, setIsOpen] = useState(false);
  const isTold = useModel().byName.get("notification")?.may.read ?? false;
  const { data } = useCount("notification", UNREAD, isTold);
  const unread = data?.count ?? 0;
  if (!isTold) return null;
  const label = unread === 0 ? t("notification.none_unread") : t("notification.unread", { count: unread });
  return (
    <>
      <Tooltip title={label} placement="bottom">
        <Badge count={unread} size="small" overflowCount={99} offset={[-6, 6]}>
          <Button
            type={isPhone ? "text" : "default"}
            icon={<BellOutlined />}
            aria-label={label}
            aria-haspopup="dialog"
            onClick={() => setIsOpen(true)}
          />
        </Badge>
      </Tooltip>
      <Suspense fallback={null}>{isOpen && <NotificationDrawer onClose={() => setIsOpen(false)} />}</Suspense>
    </>
  );
}
