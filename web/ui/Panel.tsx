import { type ReactNode, useId } from "react";
import styles from "./Panel.module.css";

type PanelProps = { title?: ReactNode; extra?: ReactNode; flush?: boolean; children: ReactNode };

/** A white card with a heading. Panels never stand inside panels. */
export function Panel({ title, extra, flush, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {extra && <div className={styles.extra}>{extra}</div>}
        </div>
      )}
      <div className={flush ? `${styles.body} ${styles.flush}` : styles.body}>{children}</div>
    </section>
  );
}
