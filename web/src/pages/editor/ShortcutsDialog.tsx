import { ACTIONS, type Group } from "../../core/keys/actions";
import type { Keys } from "../../core/keys/keys";
import { presetOf } from "../../core/keys/presets/table";
import { LinkButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Caps } from "./Caps";
import styles from "./dialogs.module.css";
import { currentChoice } from "./keymap-choice";
import { useKeymap } from "./use-keymap";

/** Every key of the editor, as it is set now. */
export function ShortcutsDialog({ keys, onClose }: { keys: Keys; onClose: () => void }) {
  const { chords, features } = useKeymap(keys);
  const groups = [...new Set(ACTIONS.filter((one) => keys.isBound(one.id)).map((one) => one.group))];
  return (
    <Dialog
      isOpen
      isDismissable
      size="large"
      title="Keyboard shortcuts"
      lead={`Keys of the preset “${presetOf(currentChoice().preset).title}”. Single keys work while the stage or the details beside it have the focus.`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={<LinkButton href="/settings/keyboard">Change keys</LinkButton>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing else to reach by keys */}
      <section className={styles.groups} aria-label="Keys" tabIndex={0}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <ul>
              {rowsOf(group, keys, chords).map(([title, own]) => (
                <li key={title}>
                  {title}
                  <span className={styles.keys}>
                    {own.map((one) => (
                      <Caps key={one} chord={one} />
                    ))}
                  </span>
                </li>
              ))}
              {group === "Tools" && (
                <li>
                  Pick a feature
                  <span className={styles.keys}>
                    {[features[0], features[1], features[10]].map(
                      (one) => one && <Caps key={one} chord={one} />,
                    )}
                  </span>
                </li>
              )}
            </ul>
          </section>
        ))}
      </section>
    </Dialog>
  );
}

/** Only what somebody does here: an image has no frames, a text no brush. */
function rowsOf(
  group: Group,
  keys: Keys,
  chords: ReadonlyMap<string, readonly string[]>,
): [string, readonly string[]][] {
  return ACTIONS.filter((one) => one.group === group && keys.isBound(one.id))
    .map(({ id, title }): [string, readonly string[]] => [title, chords.get(id) ?? []])
    .filter(([, own]) => own.length > 0);
}
