import { BgColorsOutlined, GlobalOutlined, KeyOutlined, LogoutOutlined } from "@ant-design/icons";
import type { MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { chooseLanguage, chosenLanguage, type Language } from "../i18n.ts";
import { type ThemeChoice, useAppearance } from "../ui/appearance.ts";
import { signOut } from "./sign-out.ts";

/** What a person may change about himself: theme, language, password; and leaving. */
export function usePersonItems(changePassword: () => void): MenuProps {
  const { t } = useTranslation();
  const { choice, choose } = useAppearance();
  return {
    selectedKeys: [`theme:${choice}`, `language:${chosenLanguage()}`],
    items: [
      {
        key: "theme",
        icon: <BgColorsOutlined />,
        label: t("person.theme"),
        children: ["light", "dark", "system"].map((mode) => ({ key: `theme:${mode}`, label: t(`person.theme_${mode}`) })),
      },
      {
        key: "language",
        icon: <GlobalOutlined />,
        label: t("person.language"),
        children: [
          { key: "language:zh-CN", label: "简体中文" },
          { key: "language:en", label: "English" },
        ],
      },
      { key: "password", icon: <KeyOutlined />, label: t("person.password") },
      { type: "divider" },
      { key: "leave", icon: <LogoutOutlined />, label: t("person.sign_out") },
    ],
    onClick: ({ key }) => {
      const [what, value] = key.split(":");
      if (what === "theme") choose(value as ThemeChoice);
      if (what === "language") void chooseLanguage(value as Language, true);
      if (what === "password") changePassword();
      if (what === "leave") void signOut();
    },
  };
}
