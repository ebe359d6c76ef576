import type { ReactNode } from "react";
import styles from "./Empty.module.css";

type EmptyProps = { title?: ReactNode; text?: ReactNode; small?: boolean; children?: ReactNode };

/** Says what is not there yet and what to do first; `children` are the buttons that do it. */
export function Empty({ title, text, small, children }: EmptyProps) {
  return (
    <div className={small ? `${styles.empty} ${styles.small}` : styles.empty}>
      {!small && (
        <svg
          className={styles.wave}
          viewBox="0 0 72 40"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          aria-hidden="true"
        >
          <path d="M4 26c8 0 8-6 16-6s8 6 16 6 8-6 16-6 8 6 16 6" />
          <path d="M12 34c6 0 6-4 12-4s6 4 12 4 6-4 12-4 6 4 12 4" opacity=".45" />
          <circle cx="36" cy="9" r="5" opacity=".6" />
        </svg>
      )}
      {title && <div className={styles.title}>{title}</div>}
      {text && <div className={styles.text}>{text}</div>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
