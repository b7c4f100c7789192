import { useMemo } from "react";
import { keyOf, type Ref } from "../core/annotation";
import type { Store } from "../core/store";
import { kindOf } from "../engine/style";
import { Offsets } from "../text/offsets";
import { quoted } from "../text/select";
import { classes } from "../ui/classes";
import { assetsOf } from "./assets";
import styles from "./conversation.module.css";
import { MediaFrame } from "./MediaFrame";
import { type Message, messagesOf } from "./messages";
import { contentUrl } from "./pictures";
import type { StageProps } from "./stage";
import { useContent } from "./use-content";
import { useVersion } from "./use-version";

/** A conversation as messages, with what is said about each below it. */
export default function ConversationStage({ store, row }: StageProps) {
  const no = assetsOf(row, "conversation")[0] ?? 0;
  const { value: messages, error, retry } = useContent(contentUrl(row.id, no), read);
  const version = useVersion(store);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the store holds
  const said = useMemo(() => annotationsByMessage(store), [store, version]);
  return (
    <MediaFrame noun="conversation" error={error} isLoading={!messages} onRetry={retry}>
      <section
        className={styles.host}
        aria-label="Conversation"
        data-stage="text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys have to reach it
        tabIndex={0}
      >
        <ol className={styles.messages}>
          {messages?.map((message) => (
            <li key={message.id} className={classes(styles.message, message.isRight && styles.right)}>
              <p className={styles.author}>
                {message.author || "Unknown author"} <span className={styles.id}>{message.id}</span>
              </p>
              <p className={styles.text} dir="auto">
                {message.text}
              </p>
              <ul className={styles.chips} aria-label={`Regions of message ${message.id}`}>
                {said.get(message.id)?.map((ref) => (
                  <li key={`${ref.layer} ${ref.key}`}>
                    <Chip store={store} reference={ref} message={message} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
        {messages?.length === 0 && <p className={styles.empty}>This conversation has no messages.</p>}
      </section>
    </MediaFrame>
  );
}

function Chip({ store, reference, message }: { store: Store; reference: Ref; message: Message }) {
  const annotation = store.at(reference);
  if (!annotation) return null;
  const { geometry } = annotation;
  const part = geometry?.type === "text_span" ? partOf(message.text, geometry.start, geometry.end) : "";
  return (
    <button
      type="button"
      className={classes(styles.chip, styles[kindOf(reference.layer)])}
      style={{ borderColor: store.ontology?.colorOf(annotation) }}
      aria-pressed={store.isSelected(reference.layer, reference.key)}
      onClick={() => store.select([reference])}
    >
      {store.ontology?.titleOf(annotation) ?? annotation.feature ?? "Unlabelled"}
      {part && <span className={styles.part}> {part}</span>}
    </button>
  );
}

function partOf(text: string, start: number, end: number): string {
  const offsets = new Offsets(text);
  return quoted(text, { start: offsets.toUnits(start), end: offsets.toUnits(end) }, 40);
}

function annotationsByMessage(store: Store): Map<string, Ref[]> {
  const found = new Map<string, Ref[]>();
  for (const layer of store.layers.values()) {
    for (const annotation of layer.values()) {
      const message = annotation.target?.message;
      const ref = { layer: layer.id, key: keyOf(annotation) };
      if (message == null || !store.isVisible(ref.layer, ref.key)) continue;
      found.set(message, [...(found.get(message) ?? []), ref]);
    }
  }
  return found;
}

async function read(answer: Response): Promise<Message[]> {
  const text = await answer.text();
  let content: unknown = null;
  try {
    content = JSON.parse(text);
  } catch {
    // What is no JSON is no conversation either; the message says what one is.
  }
  return messagesOf(content);
}
