import { PrinterOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { useCompany } from "../ui/navigation.ts";

/** The papers of a record: the one there is, or a choice. */
export function DocumentsButton({ object, id }: { object: WireObject; id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const company = useCompany();
  const { documents } = object;
  if (documents.length === 0) return null;

  const open = (document: string) =>
    void navigate({
      to: "/$company/documents/$path/$document",
      params: { company, path: object.path, document },
      search: { id },
    });
  const [only] = documents;
  const button = (
    <Button
      icon={<PrinterOutlined />}
      aria-label={t("document.menu")}
      style={{ flex: "none" }}
      {...(documents.length === 1 ? { onClick: () => open(only!.name) } : {})}
    />
  );
  if (documents.length === 1) return <Tooltip title={t("document.open", { name: only!.label })}>{button}</Tooltip>;
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{ items: documents.map(({ name, label }) => ({ key: name, label })), onClick: ({ key }) => open(key) }}
    >
      {button}
    </Dropdown>
  );
}
