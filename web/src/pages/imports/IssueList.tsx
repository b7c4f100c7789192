import type { IssueGroup } from "../../api/gen";
import { ended, Message, sentence } from "../../ui/ErrorState";
import { count } from "../../ui/format";
import { Tag } from "../../ui/Tag";
import styles from "./imports.module.css";

const TONES = { error: "bad", warning: "warn", info: "plain" } as const;

/** Issues, identical ones counted together: what is wrong, where it is first, and how to fix it. */
export function IssueList({ groups }: { groups: readonly IssueGroup[] }) {
  if (groups.length === 0) {
    return null;
  }
  return (
    <ul className={styles.issues}>
      {groups.map((group) => (
        <li key={`${group.code} ${group.severity}`} className={styles.issue}>
          <span className={styles.issueHead}>
            <Tag tone={TONES[group.severity as keyof typeof TONES] ?? "plain"}>{group.code}</Tag>
            <span className="numeric">{count(group.count)} ×</span>
          </span>
          <div>
            <p>
              <Message text={sentence(group.example.message)} />
            </p>
            <p className={styles.faint}>
              {whereOf(group)}
              {group.example.hint && (
                <>
                  To fix it: <Message text={ended(group.example.hint)} />{" "}
                </>
              )}
              <code>postil explain {group.code}</code>
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function whereOf({ count: many, example }: IssueGroup): string {
  const { line, data_row, pointer } = example.where ?? {};
  const parts = [line && `line ${line}`, data_row && `data row “${data_row}”`, pointer].filter(Boolean);
  return parts.length === 0 ? "" : `${many > 1 ? "First at " : "At "}${parts.join(", ")}. `;
}
