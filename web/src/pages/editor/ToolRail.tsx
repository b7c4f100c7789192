import { memo } from "react";
import { unshadowed } from "../../core/keys/feature-keys";
import { toolsFor } from "../../engine/tools/table";
import { IconButton } from "../../ui/Button";
import { tipOf } from "./Caps";
import type { EditorSession } from "./session";
import styles from "./ToolRail.module.css";
import { actionOfTool, iconOfTool } from "./tools";
import { useFeatureKeys, useKeymap } from "./use-keymap";
import { useStore } from "./use-store";

/** Ways of drawing; only those that the ontology has a use for. */
export const ToolRail = memo(function ToolRail({
  session,
  onPicked,
}: {
  session: EditorSession;
  onPicked: () => void;
}) {
  const { store, ontology, keys } = session;
  const keymap = useKeymap(keys);
  const features = useFeatureKeys(keys, ontology.choices);
  const active = useStore(store, (one) => one.activeTool);
  const media = session.task.data_row.media_type;
  if (!DRAWN.has(media)) return null;
  return (
    <div role="toolbar" aria-label="Tools" aria-orientation="vertical" className={styles.rail}>
      {toolsFor(ontology).map((tool) => (
        <IconButton
          key={tool.name}
          icon={iconOfTool(tool)}
          label={tool.title}
          shortcut={tipOf(unshadowed(keymap.chords.get(actionOfTool(tool)) ?? [], features))}
          aria-pressed={active === tool.name}
          onPress={() => {
            keys.act(actionOfTool(tool));
            onPicked();
          }}
        />
      ))}
    </div>
  );
});

/** Media whose stage is a canvas. */
const DRAWN = new Set(["image", "geospatial", "dicom", "document", "video"]);
