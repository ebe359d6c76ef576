import { Link } from "@tanstack/react-router";
import { Button, Space } from "antd";
import { useTranslation } from "react-i18next";
import { useModel } from "#web/ui/data/model.ts";
import { useIsPhone } from "#web/ui/screen.ts";
import { useKeepsBooks } from "./MoneyFigures.tsx";

/** Who keeps the books enters money; who sells, talks and deals. */
const ENTRIES = { sales: ["followUp", "lead", "account", "opportunity", "task"], books: ["receipt", "invoice", "task"] } as const;

export function QuickEntries() {
  const { t } = useTranslation();
  const { byName } = useModel();
  const isPhone = useIsPhone();
  const keepsBooks = useKeepsBooks();
  const entries = ENTRIES[keepsBooks ? "books" : "sales"].filter((name) => byName.get(name)?.may.create);
  if (isPhone) return null;
  return (
    <Space size={8} wrap>
      {entries.map((name) => (
        <Link key={name} to="." search={(known: object) => ({ ...known, create: name })}>
          <Button tabIndex={-1}>{t(`workbench.entry.${name}`)}</Button>
        </Link>
      ))}
    </Space>
  );
}
