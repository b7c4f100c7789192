import { useQuery } from "@tanstack/react-query";
import { getDraft } from "../../../api/gen";
import { offerLayer, type Ref } from "../../../core/annotation";
import { Button } from "../../../ui/Button";
import { countOf } from "../../../ui/format";
import type { EditorSession } from "../session";
import { showRegion } from "../show-region";
import type { OpenDraft } from "../wire";
import styles from "./review.module.css";

/** Seconds between two looks at whether something new is offered. */
const EVERY = 60;

/** Tells of pre-labels that came after the draft was begun: now, or while it is open. */
export function NewerOffers({ session }: { session: EditorSession }) {
  const uid = session.draft.id;
  const { data } = useQuery<OpenDraft>({
    queryKey: ["offers", uid],
    queryFn: async () => (await getDraft({ path: { uid }, throwOnError: true })).data,
    initialData: session.draft,
    refetchInterval: EVERY * 1000,
    refetchOnWindowFocus: true,
    staleTime: EVERY * 1000,
    retry: false,
  });
  const refs = newerRefs(data);
  if (refs.length === 0) return null;
  const isThere = refs.every((ref) => session.store.at(ref));
  const show = () => {
    // Only a draft that says what the one here says can be taken over: what is unsent is sent first.
    if (!isThere && !session.store.hasUnsaved && data.version === session.sync.version)
      session.store.adopt(data);
    session.store.select(refs);
    const [first] = refs;
    if (first) showRegion(session, first);
    session.store.select(refs);
  };
  return (
    <div className={styles.newer} role="status">
      <p>
        {countOf(refs.length, "newer pre-label")} came after this draft was begun. Your work stays as it is.
      </p>
      <Button size="small" onPress={show}>
        Show
      </Button>
    </div>
  );
}

function newerRefs(draft: OpenDraft): Ref[] {
  const rejected = new Set(draft.rejected.map((one) => `${one.bundle}/${one.key}`));
  return draft.offers.flatMap(({ bundle, newer }) =>
    newer
      .filter((key) => !rejected.has(`${bundle}/${key}`))
      .map((key): Ref => ({ layer: offerLayer(bundle), key })),
  );
}
