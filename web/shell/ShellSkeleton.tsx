import { WaitingPage } from "../ui/WaitingPage.tsx";
import styles from "./Shell.module.css";

/** The frame's outline while the person's rights and the model are on their way: nothing jumps when they arrive. */
export function ShellSkeleton() {
  return (
    <div className={styles.shell}>
      <aside className={styles.side} />
      <header className={styles.top} />
      <main className={styles.main}>
        <WaitingPage />
      </main>
    </div>
  );
}
