import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, chosenLanguage } from "../i18n.ts";
import styles from "./Door.module.css";

/** What is seen before one is in: the sea at the left, the form at the right. */
export function Door({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  const { t } = useTranslation();
  const other = chosenLanguage() === "en" ? "zh-CN" : "en";
  return (
    <div className={styles.door}>
      <div className={styles.sea}>
        <svg className={styles.waves} viewBox="0 0 720 300" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 120c90-50 180-50 270-10s180 50 270 8 120-30 180-22v204H0z" fill="#0E7490" opacity=".55" />
          <path d="M0 180c80-36 170-40 260-6s190 44 280 6 120-34 180-26v146H0z" fill="#1489A8" opacity=".45" />
          <path d="M0 236c100-30 180-26 270-2s180 30 270 2 120-22 180-16v80H0z" fill="#29A3C2" opacity=".4" />
        </svg>
        <div className={styles.brand}>
          <img src="/favicon.svg" alt="" />
          <span>Kehai 客海</span>
        </div>
        <div className={styles.words}>
          <p>{t("door.line")}</p>
          <p>{t("door.text")}</p>
        </div>
      </div>
      <main className={styles.room}>
        <div className={styles.form}>
          <h1>{title}</h1>
          <p className={styles.note}>{note}</p>
          {children}
          <div className={styles.foot}>
            <button type="button" onClick={() => void chooseLanguage(other, false)} lang={other}>
              {other === "en" ? "English" : "简体中文"}
            </button>
          </div>
        </div>
      </main>
    </div>
  );
}
