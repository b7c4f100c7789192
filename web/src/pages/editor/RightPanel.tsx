import { memo, Suspense, useCallback, useEffect, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Ref } from "../../core/annotation";
import type { Problem } from "../../core/required";
import { Loading } from "../../ui/Loading";
import { Badge } from "../../ui/Tag";
import type { Desk } from "./desk";
import { Inspector } from "./Inspector";
import { Questions } from "./Questions";
import { RegionList } from "./RegionList";
import styles from "./RightPanel.module.css";
import { REVIEW_TABS } from "./review-tabs";
import type { EditorSession } from "./session";
import { showRegion } from "./show-region";
import { useContent } from "./use-content";

interface Props {
  desk: Desk;
  session: EditorSession;
  /** What has to be answered before it can be submitted. */
  missing: readonly Problem[];
  /** Escape gives the focus back to the stage. */
  onLeave: () => void;
}

/** What is known about the task: its regions and answers, and what reviewers add to it. */
export const RightPanel = memo(function RightPanel({ desk, session, missing, onLeave }: Props) {
  const [tab, setTab] = useState("regions");
  const count = useContent(session.store, drawn);
  // What is missing is told beside the regions, whatever was looked at when the person submitted.
  useEffect(() => {
    if (missing.length > 0) setTab("regions");
  }, [missing]);
  const show = useCallback((ref: Ref) => showRegion(session, ref), [session]);
  const { id: draft } = session.draft;
  return (
    <aside
      className={styles.panel}
      aria-label="Details"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onLeave()}
    >
      <Tabs selectedKey={tab} onSelectionChange={(key) => setTab(String(key))} className={styles.tabs ?? ""}>
        <TabList aria-label="Details" className={styles.list ?? ""}>
          <Tab id="regions" className={styles.tab ?? ""}>
            Regions{" "}
            <span className={styles.count}>
              <Badge count={count} />
            </span>
          </Tab>
          {REVIEW_TABS.map(({ id, title, Icon }) => (
            <Tab key={id} id={id} aria-label={title} className={styles.tab ?? ""}>
              <Icon size={14} className={styles.tabIcon} />
              <span className={styles.tabTitle}>{title}</span>
            </Tab>
          ))}
        </TabList>
        <TabPanel id="regions" className={styles.body ?? ""}>
          <h2 className="visually-hidden">Answers and regions</h2>
          <Questions key={`questions ${draft}`} session={session} problems={missing} />
          <RegionList session={session} onShow={show} />
          <Inspector key={`inspector ${draft}`} session={session} problems={missing} />
        </TabPanel>
        {REVIEW_TABS.map(({ id, Content }) => (
          <TabPanel key={id} id={id} className={styles.body ?? ""}>
            <Suspense fallback={<Loading />}>
              <Content key={draft} store={session.store} session={session} desk={desk} />
            </Suspense>
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
});

function drawn(store: EditorSession["store"]): number {
  let count = 0;
  for (const one of store.draft.values()) if (one.kind !== "classification") count += 1;
  return count;
}
