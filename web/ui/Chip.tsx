import styles from "./Chip.module.css";

const TONES: Record<string, string | undefined> = {
  progress: styles.progress,
  success: styles.success,
  warning: styles.warning,
  danger: styles.danger,
};

/** An option's name; its tone says whether it is good, waiting or lost. */
export function Chip({ label, tone }: { label: string; tone?: string | undefined }) {
  return (
    <span className={`${styles.chip} ${TONES[tone ?? ""] ?? ""}`} title={label}>
      <span>{label}</span>
    </span>
  );
}
