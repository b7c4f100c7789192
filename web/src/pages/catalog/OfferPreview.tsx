import { Button } from "../../ui/Button";
import { Disclosure } from "../../ui/Disclosure";
import { Message, sentence } from "../../ui/ErrorState";
import { count, countOf, fileSize } from "../../ui/format";
import { Select } from "../../ui/Select";
import { Tag } from "../../ui/Tag";
import { MediaIcon } from "./MediaIcon";
import { mediaLabel } from "./medium";
import styles from "./OfferPreview.module.css";
import { byMedium, type KeyFrom, keyProblems, type Offer, type OfferedList } from "./offer";

const MOST = 50;
const SAMPLES = 4;

interface OfferPreviewProps {
  offer: Offer;
  from: KeyFrom;
  onFrom: (from: KeyFrom) => void;
  onClear: () => void;
}

/** What was understood of what was dropped, before anything is made. */
export function OfferPreview({ offer, from, onFrom, onClear }: OfferPreviewProps) {
  const { files, lists, refused, ignored } = offer;
  if (files.length + lists.length + refused.length === 0) {
    return null;
  }
  return (
    <div className={styles.preview}>
      {files.length > 0 && <Files {...{ offer, from, onFrom, onClear }} />}
      {lists.map((one) => (
        <UrlListPreview key={one.name} offered={one} />
      ))}
      {refused.length > 0 && (
        <Disclosure title={`${countOf(refused.length, "file")} left out`} isDefaultOpen>
          <Refused lines={refused.map(({ path, ...rest }) => ({ where: path, ...rest }))} />
        </Disclosure>
      )}
      {ignored > 0 && (
        <p
          className={styles.note}
        >{`${countOf(ignored, "file")} of the operating system ${ignored === 1 ? "is" : "are"} passed over.`}</p>
      )}
    </div>
  );
}

function Files({ offer: { files }, from, onFrom, onClear }: OfferPreviewProps) {
  const { twice, long } = keyProblems(files, from);
  const sample = files[0]?.path ?? "";
  const name = sample.slice(sample.lastIndexOf("/") + 1);
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h3>{countOf(files.length, "file")}</h3>
        <span className={styles.note}>{fileSize(bytes)}</span>
        {byMedium(files).map(([kind, n]) => (
          <Tag key={kind}>
            <MediaIcon medium={kind} size={12} /> {mediaLabel(kind)} {count(n)}
          </Tag>
        ))}
        <span className={styles.space} />
        <Button tone="quiet" size="small" onPress={onClear}>
          Take all out
        </Button>
      </div>
      <Select
        label="Global key"
        value={from}
        onChange={onFrom}
        hint="Your own unique name of a data row: annotations refer to it."
        choices={[
          { id: "path", label: "The path", note: sample },
          { id: "name", label: "The name of the file", note: name },
          { id: "none", label: "None" },
        ]}
      />
      {twice.length > 0 && (
        <p role="alert" className={styles.warn}>
          {countOf(twice.length, "global key")} would be that of several files, such as{" "}
          <code>{twice[0]}</code>: only the first of each can be made. Take the path instead, or none.
        </p>
      )}
      {long.length > 0 && (
        <p role="alert" className={styles.warn}>
          {countOf(long.length, "global key")} would be longer than 200 characters, such as{" "}
          <code>{long[0]}</code>.
        </p>
      )}
    </section>
  );
}

/** What was understood of a list of URLs: its columns, its first rows, and every line that is refused. */
export function UrlListPreview({ offered: { name, list } }: { offered: OfferedList }) {
  const rows = list.rows.slice(0, SAMPLES);
  const used = list.columns.filter(({ meaning }) => meaning !== "not used");
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <Tag tone={list.rows.length > 0 ? "good" : "bad"}>{countOf(list.rows.length, "data row")}</Tag>
        {list.refused.length > 0 && <Tag tone="warn">{countOf(list.refused.length, "line")} refused</Tag>}
      </div>
      <dl className={styles.columns}>
        {list.columns.map((column) => (
          <div key={column.name}>
            <dt>
              <code>{column.name || "(no name)"}</code>
            </dt>
            <dd>{column.meaning}</dd>
          </div>
        ))}
      </dl>
      {rows.length > 0 && used.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Media type</th>
                <th scope="col">Global key</th>
                <th scope="col">URL</th>
                <th scope="col">Metadata</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ line, row }) => (
                <tr key={line}>
                  <td className="numeric">{line}</td>
                  <td>{mediaLabel(row.media_type ?? "image")}</td>
                  <td>{row.global_key ?? "–"}</td>
                  <td>{row.url}</td>
                  <td>
                    {Object.entries(row.metadata ?? {})
                      .map(([field, value]) => `${field}: ${value}`)
                      .join(", ") || "–"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.refused.length > 0 && (
        <Disclosure title={`${countOf(list.refused.length, "line")} refused`} isDefaultOpen>
          <Refused
            lines={list.refused.map(({ line, ...rest }) => ({ where: `line ${count(line)}`, ...rest }))}
          />
        </Disclosure>
      )}
    </section>
  );
}

/** Things that are refused: where, why, and how to fix it. All are counted, the first are shown. */
export function Refused({ lines }: { lines: readonly { where: string; reason: string; hint: string }[] }) {
  return (
    <ul className={styles.refused}>
      {lines.slice(0, MOST).map((one) => (
        <li key={`${one.where} ${one.reason}`}>
          <code className={styles.where} title={one.where}>
            {one.where}
          </code>
          <span>
            <Message text={sentence(one.reason)} />{" "}
            <span className={styles.note}>
              <Message text={one.hint ? sentence(one.hint) : ""} />
            </span>
          </span>
        </li>
      ))}
      {lines.length > MOST && <li className={styles.note}>{`and ${count(lines.length - MOST)} more`}</li>}
    </ul>
  );
}
