import { ACTIONS, type Group } from "../../core/keys/actions";
import { unshadowed } from "../../core/keys/feature-keys";
import { CANVAS_KEYS } from "../../core/keys/fixed";
import type { Keys } from "../../core/keys/keys";
import { presetOf } from "../../core/keys/presets/table";
import { LinkButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Caps } from "./Caps";
import styles from "./dialogs.module.css";
import { currentChoice } from "./keymap-choice";
import type { EditorSession } from "./session";
import { useFeatureKeys, useKeymap } from "./use-keymap";

/** Every key of the editor, as it is set now. */
export function ShortcutsDialog({ session, onClose }: { session: EditorSession; onClose: () => void }) {
  const { keys, ontology } = session;
  const { chords } = useKeymap(keys);
  const features = useFeatureKeys(keys, ontology.choices);
  const groups = [...new Set(ACTIONS.filter((one) => keys.isBound(one.id)).map((one) => one.group))];
  return (
    <Dialog
      isOpen
      isDismissable
      size="large"
      title="Keyboard shortcuts"
      lead={`Keys of the preset “${presetOf(currentChoice().preset).title}”. Single keys work wherever nobody writes.`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={<LinkButton href="/settings/keyboard">Change keys</LinkButton>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing else to reach by keys */}
      <section className={styles.groups} aria-label="Keys" tabIndex={0}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <ul>
              {rowsOf(group, keys, chords, features).map(([title, own]) => (
                <Row key={title} title={title} chords={own} />
              ))}
            </ul>
          </section>
        ))}
        {session.task.data_row.media_type === "image" && (
          <section className={styles.group}>
            <h3>While drawing and moving</h3>
            <ul>
              {CANVAS_KEYS.map(([title, own]) => (
                <Row key={title} title={title} chords={own} />
              ))}
            </ul>
          </section>
        )}
        {ontology.choices.length > 0 && (
          <section className={styles.group}>
            <h3>Features</h3>
            <ul>
              {ontology.choices.map(({ feature, label, title }, no) => {
                const chord = features[no];
                return chord && <Row key={`${feature} ${label}`} title={title} chords={[chord]} />;
              })}
            </ul>
          </section>
        )}
      </section>
    </Dialog>
  );
}

function Row({ title, chords }: { title: string; chords: readonly string[] }) {
  return (
    <li>
      {title}
      <span className={styles.keys}>
        {chords.map((one) => (
          <Caps key={one} chord={one} />
        ))}
      </span>
    </li>
  );
}

/** Only what somebody does here, by keys that do it: an image has no frames, and a feature may have the key. */
function rowsOf(
  group: Group,
  keys: Keys,
  chords: ReadonlyMap<string, readonly string[]>,
  features: readonly (string | null)[],
): [string, readonly string[]][] {
  return ACTIONS.filter((one) => one.group === group && keys.isBound(one.id))
    .map(({ id, title }): [string, readonly string[]] => [title, unshadowed(chords.get(id) ?? [], features)])
    .filter(([, own]) => own.length > 0);
}
