import { useTranslation } from "react-i18next";
import { amountInWords } from "#engine/document/amount-in-words.ts";
import type { DocumentData, DocumentTable, Fact, Party, Signature } from "#engine/document/document.ts";
import { isFigure, priced, printed } from "#engine/document/figures.ts";
import { fileUrl } from "../ui/data/upload.ts";
import styles from "./DocumentPreview.module.css";

/** The paper on the screen: what is printed comes of the same data. */
export function DocumentPreview({ data }: { data: DocumentData }) {
  const { t } = useTranslation();
  const { letterhead, title, number, parties = [], facts, opening, tables, totals = [], inWords, terms = [], currency } = data;
  return (
    <article className={styles.paper} aria-label={title}>
      {data.watermark && (
        <div className={styles.watermark} aria-hidden="true">
          {data.watermark}
        </div>
      )}
      <header className={styles.head}>
        <div>
          {letterhead.logo && <img className={styles.logo} src={fileUrl(letterhead.logo, { inline: true })} alt="" />}
          <div className={styles.sender}>{letterhead.name}</div>
          {letterhead.lines.map((line) => (
            <div key={line} className={styles.small}>
              {line}
            </div>
          ))}
        </div>
        <div className={styles.names}>
          <h2 className={styles.title}>{title}</h2>
          {number !== null && <div className={styles.small}>{t("document.number", { number })}</div>}
        </div>
      </header>
      {parties.length > 0 && <Parties parties={parties} />}
      {facts.length > 0 && <Facts facts={facts} />}
      {opening && <p className={styles.opening}>{opening}</p>}
      {tables.map((table, index) => (
        <Lines key={table.title ?? index} table={table} currency={currency} />
      ))}
      {totals.length > 0 && (
        <dl className={styles.totals}>
          {totals.map(({ label, amount, isMain }) => (
            <div key={label} className={isMain ? styles.main : undefined}>
              <dt>{label}</dt>
              <dd>{priced(amount, currency)}</dd>
            </div>
          ))}
        </dl>
      )}
      {inWords && (
        <p className={styles.words}>
          <span>{inWords.label}</span> <b>{amountInWords(inWords.amount, currency)}</b>
        </p>
      )}
      {data.annex?.map((table, index) => (
        <Lines key={table.title ?? index} table={table} currency={currency} />
      ))}
      {terms.map((term) => (
        <section key={term.title} className={styles.term}>
          <h3>{term.title}</h3>
          <p>{term.text}</p>
        </section>
      ))}
      {data.signatures && <Signatures signatures={data.signatures} seal={letterhead.seal} />}
    </article>
  );
}

function Parties({ parties }: { parties: readonly Party[] }) {
  return (
    <div className={styles.parties}>
      {parties.map((party) => (
        <div key={party.title}>
          <div className={styles.role}>{party.title}</div>
          <div className={styles.party}>{party.name}</div>
          {said(party.facts).map(({ label, value }) => (
            <div key={label} className={styles.small}>
              {label} <span className={styles.ink}>{value}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {said(facts).map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function said(facts: readonly Fact[]): Fact[] {
  return facts.filter(({ value }) => value !== null && value !== "");
}

function Lines({ table, currency }: { table: DocumentTable; currency: string }) {
  const { columns, rows, sums, title, empty } = table;
  const cells = (row: DocumentTable["rows"][number]) =>
    columns.map(({ label, kind }, index) => (
      <td key={label} className={classOf(kind)}>
        {printed(row[index] ?? null, kind, currency)}
      </td>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the table is wider than the paper and is moved by keys too
    <section className={styles.lines} tabIndex={0} aria-label={title ?? columns.map(({ label }) => label).join(" ")}>
      {title && <h3>{title}</h3>}
      <table>
        <thead>
          <tr>
            {columns.map(({ label, kind }) => (
              <th key={label} scope="col" className={classOf(kind)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a paper's rows have no other name than their place
            <tr key={index}>{cells(row)}</tr>
          ))}
          {rows.length === 0 && empty && (
            <tr>
              <td colSpan={columns.length} className={styles.empty}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
        {sums && (
          <tfoot>
            <tr>{cells(sums)}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function classOf(kind: DocumentTable["columns"][number]["kind"]): string | undefined {
  if (isFigure(kind)) return styles.figure;
  return kind === "order" ? styles.order : kind === "date" ? styles.date : undefined;
}

function Signatures({ signatures, seal }: { signatures: readonly Signature[]; seal: string | null }) {
  return (
    <div className={styles.signatures}>
      {signatures.map(({ title, name, lines, isOurs }) => (
        <div key={title}>
          <div className={styles.role}>{title}</div>
          <div className={styles.party}>{name}</div>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {isOurs && seal && <img className={styles.seal} src={fileUrl(seal, { inline: true })} alt="" />}
        </div>
      ))}
    </div>
  );
}
