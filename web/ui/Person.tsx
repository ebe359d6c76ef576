import styles from "./Person.module.css";

const FACES = ["#0E7490", "#3F6B8C", "#7A5C93", "#8A5A3C", "#4A7A55", "#98525F", "#546A9E", "#6B6F3A"];

/** A colleague: a face of his last character in a colour that stays his, and the name. */
export function Person({ name, large, faceOnly }: { name: string; large?: boolean; faceOnly?: boolean }) {
  return (
    <span className={styles.person} title={faceOnly ? name : undefined}>
      <span
        className={large ? `${styles.face} ${styles.large}` : styles.face}
        style={{ background: colourOf(name) }}
        aria-hidden="true"
        data-initial={initialOf(name)}
      />
      {faceOnly ? <span className="visually-hidden">{name}</span> : <span className={styles.name}>{name}</span>}
    </span>
  );
}

/** Chinese people are told apart by the given name, others by the first letter. */
function initialOf(name: string): string {
  const trimmed = name.trim();
  return /\p{Script=Han}/u.test(trimmed) ? trimmed.slice(-1) : trimmed.slice(0, 1).toUpperCase();
}

function colourOf(name: string): string {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return FACES[hash % FACES.length]!;
}
