import { SwapOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../ui/data/model.ts";

/** Another company is another set of data: the page is loaded anew so that nothing of this one stays. */
export function CompanySwitch() {
  const { t } = useTranslation();
  const { company, companies } = useMe();
  if (companies.length < 2) return null;
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        selectedKeys: [company.slug],
        items: companies.map((one) => ({ key: one.slug, label: one.name })),
        onClick: ({ key }) => window.location.assign(`/${key}`),
      }}
    >
      <Button type="text" icon={<SwapOutlined />}>
        {t("shell.switch_company")}
      </Button>
    </Dropdown>
  );
}
