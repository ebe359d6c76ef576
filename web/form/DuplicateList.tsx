import { useTranslation } from "react-i18next";
import type { DuplicateHit } from "#engine/wire.ts";
import { companyOfUrl } from "../ui/data/client.ts";
import { modelQuery } from "../ui/data/model.ts";
import { queryClient } from "../ui/data/query-client.ts";
import styles from "./DuplicateList.module.css";

/** Records that look the same, with who holds them; those one may not open stay without a link. */
export function DuplicateList({ hits }: { hits: DuplicateHit[] }) {
  const { t } = useTranslation();
  // Read from the cache: dialogs stand outside the page's own tree.
  const objects = queryClient.getQueryData(modelQuery.queryKey)?.objects ?? [];
  return (
    <ul className={styles.list}>
      {hits.map((hit) => {
        const object = objects.find((one) => one.name === hit.object);
        const owner = [hit.owner, hit.department].filter(Boolean).join(" · ");
        return (
          <li key={`${hit.object}:${hit.id ?? hit.title}:${hit.rule}`} className={styles.hit}>
            {hit.id && object ? (
              <a href={`/${companyOfUrl()}/${object.path}/${hit.id}`} target="_blank" rel="noreferrer">
                {hit.title}
              </a>
            ) : (
              <b>{hit.title}</b>
            )}
            <span className={styles.note}>
              {object?.label} · {hit.inPool ? t("duplicate.in_pool") : owner || t("duplicate.nobody")} ·{" "}
              {t(`duplicate.${hit.level}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
