import { type KeyboardEvent, useState, useSyncExternalStore } from "react";
import { ACTIONS, type ActionId, actionOf } from "../../core/keys/actions";
import { readChoice, writeChoice } from "../../core/keys/choice";
import { chordOf } from "../../core/keys/chord";
import { clashes, type Keymap, type KeymapChoice, resolved, whyNot } from "../../core/keys/keymap";
import { PRESETS, presetOf } from "../../core/keys/presets/table";
import { Button, IconButton } from "../../ui/Button";
import { CrossIcon, DownloadIcon, EditIcon, RefreshIcon, UploadIcon } from "../../ui/icons";
import { Select } from "../../ui/Select";
import { toast } from "../../ui/Toast";
import { SettingsPage } from "../settings/SettingsPage";
import { Caps } from "./Caps";
import styles from "./KeyboardPage.module.css";
import { choose, currentChoice, currentKeymap, isMac, subscribeChoice } from "./keymap-choice";

/** Settings, keyboard: a preset, and keys of one's own instead of single ones. Kept in this browser. */
export default function KeyboardPage() {
  const choice = useSyncExternalStore(subscribeChoice, currentChoice);
  const keymap = useSyncExternalStore(subscribeChoice, currentKeymap);
  const groups = [...new Set(ACTIONS.map((one) => one.group))];
  const count = Object.keys(choice.changed).length;
  return (
    <SettingsPage
      title="Keyboard"
      lead="Keys of the labeling screen, kept in this browser. Single keys work wherever nobody writes."
      actions={
        <>
          <Button icon={UploadIcon} onPress={() => void importFile()}>
            Import
          </Button>
          <Button icon={DownloadIcon} onPress={() => exportFile(choice)}>
            Export
          </Button>
        </>
      }
    >
      <div className={styles.preset}>
        <div className={styles.select}>
          <Select
            label="Preset"
            choices={PRESETS.map((one) => ({ id: one.name, label: one.title }))}
            value={choice.preset}
            onChange={(preset) => choose({ ...choice, preset })}
          />
        </div>
        {count > 0 && (
          <Button icon={RefreshIcon} tone="quiet" onPress={() => choose({ ...choice, changed: {} })}>
            Take back {count === 1 ? "1 change" : `${count} changes`}
          </Button>
        )}
      </div>
      <Clashes keymap={keymap} />
      {groups.map((group) => (
        <section key={group} className={styles.group} aria-label={group}>
          <h2>{group}</h2>
          <ul>
            {ACTIONS.filter((one) => one.group === group).map(({ id }) => (
              <Row key={id} id={id} choice={choice} keymap={keymap} />
            ))}
          </ul>
        </section>
      ))}
    </SettingsPage>
  );
}

function Clashes({ keymap }: { keymap: Keymap }) {
  const found = clashes(keymap);
  if (found.length === 0) return null;
  const title = (id: ActionId | "feature") => (id === "feature" ? "a feature" : `“${actionOf(id).title}”`);
  return (
    <p role="alert" className={styles.clash}>
      {found.map(({ chord, actions: [one, other] }) => (
        <span key={chord}>
          <Caps chord={chord} /> does {title(one)} and {title(other)}.{" "}
        </span>
      ))}
      Change one of them.
    </p>
  );
}

interface RowProps {
  id: ActionId;
  choice: KeymapChoice;
  keymap: Keymap;
}

function Row({ id, choice, keymap }: RowProps) {
  const [isListening, setListening] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const { title } = actionOf(id);
  const own = keymap.chords.get(id) ?? [];
  const isChanged = choice.changed[id] !== undefined;
  const set = (chords: readonly string[] | undefined) => {
    const { [id]: _before, ...changed } = choice.changed;
    choose({ ...choice, changed: chords === undefined ? changed : { ...changed, [id]: chords } });
  };
  const stop = () => {
    setListening(false);
    setWhy(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Tab") return stop();
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape" && !event.ctrlKey) return stop();
    const chord = chordOf(event, isMac);
    if (chord === null) return;
    const reason = whyNot(keymap, id, chord);
    setWhy(reason);
    if (reason !== null) return;
    set([chord]);
    stop();
  };
  return (
    <li className={styles.row}>
      <span className={styles.title}>{title}</span>
      {isListening ? (
        <button
          type="button"
          ref={(button) => button?.focus()}
          className={styles.listening}
          aria-label={`Press a key … for ${title}; Escape leaves it as it is`}
          onKeyDown={press}
          onBlur={stop}
        >
          Press a key …
        </button>
      ) : (
        <span className={styles.keys}>
          {own.length === 0 && <span className={styles.none}>none</span>}
          {own.map((one) => (
            <Caps key={one} chord={one} />
          ))}
        </span>
      )}
      <span className={styles.acts}>
        {isChanged && (
          <IconButton
            size="small"
            icon={RefreshIcon}
            label={`Take back the change of ${title}`}
            onPress={() => set(undefined)}
          />
        )}
        {own.length > 0 && (
          <IconButton
            size="small"
            icon={CrossIcon}
            label={`Take the key of ${title} away`}
            onPress={() => set([])}
          />
        )}
        <IconButton
          size="small"
          icon={EditIcon}
          label={`Change the key of ${title}`}
          onPress={() => setListening(true)}
        />
      </span>
      {why && (
        <p role="alert" className={styles.why}>
          {why}
        </p>
      )}
    </li>
  );
}

function exportFile(choice: KeymapChoice): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([writeChoice(choice)], { type: "application/json" }));
  link.download = "postil-keymap.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Take over a file of ours, or the `EDITOR_KEYMAP` of Label Studio. */
async function importFile(): Promise<void> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "application/json,.json";
  await new Promise((resolve) => {
    input.addEventListener("change", resolve);
    input.addEventListener("cancel", resolve);
    input.click();
  });
  const file = input.files?.[0];
  if (!file) return;
  try {
    const { choice, left } = readChoice(await file.text(), isMac);
    choose(choice);
    const clash = clashes(resolved(presetOf(choice.preset), choice.changed, isMac)).length;
    toast(
      left.length === 0 && clash === 0
        ? "The keys of the file are used now"
        : `Taken over. Left out: ${left.join("; ") || "nothing"}${clash > 0 ? `. ${clash} keys do two things.` : ""}`,
      { tone: left.length > 0 || clash > 0 ? "info" : "good" },
    );
  } catch (error) {
    toast(`The file was not taken over. ${error instanceof Error ? error.message : ""}`, { tone: "bad" });
  }
}
