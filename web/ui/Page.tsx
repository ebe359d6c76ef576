import { type ReactNode, useEffect } from "react";
import styles from "./Page.module.css";

type PageProps = {
  title: string;
  /** A line below the title: what the page shows or for whom. */
  note?: ReactNode;
  actions?: ReactNode;
  /** The content scrolls by itself and fills the height, as lists and boards do. */
  fill?: boolean;
  children: ReactNode;
};

/** The frame of every screen: one heading, its actions at the right, the content below. */
export function Page({ title, note, actions, fill, children }: PageProps) {
  useTitle(title);
  return (
    <div className={fill ? `${styles.page} ${styles.fill}` : styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{title}</h1>
          {note && <div className={styles.note}>{note}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · 客海`;
  }, [title]);
}
