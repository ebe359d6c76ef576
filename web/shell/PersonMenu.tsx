import { Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../ui/data/model.ts";
import { Person } from "../ui/Person.tsx";
import { PasswordDialog } from "./PasswordDialog.tsx";
import { usePersonItems } from "./person-items.tsx";
import styles from "./TopBar.module.css";

export function PersonMenu() {
  const { t } = useTranslation();
  const { user } = useMe();
  const [isChanging, setChanging] = useState(false);
  const menu = usePersonItems(() => setChanging(true));
  return (
    <>
      <Dropdown trigger={["click"]} placement="bottomRight" menu={menu}>
        <button type="button" className={styles.who} aria-label={t("shell.person", { name: user.name })}>
          <Person name={user.name} />
        </button>
      </Dropdown>
      {isChanging && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}
