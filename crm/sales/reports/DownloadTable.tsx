import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { csvLine, type OutCell } from "#engine/export/csv-line.ts";

type DownloadTableProps = { name: string; header: readonly string[]; rows: readonly (readonly OutCell[])[] };

/** Hands over the table that is shown, figures as figures, for a spreadsheet. */
export function DownloadTable({ name, header, rows }: DownloadTableProps) {
  const { t } = useTranslation();
  const save = () => {
    // The mark tells a spreadsheet program that the text is UTF-8.
    const file = new Blob(["\ufeff", ...[header, ...rows].map(csvLine)], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button size="small" type="text" icon={<DownloadOutlined />} disabled={rows.length === 0} onClick={save}>
      {t("list.export")}
    </Button>
  );
}
