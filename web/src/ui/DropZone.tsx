import { type ReactNode, useState } from "react";
import {
  DropZone as AriaDropZone,
  type DirectoryDropItem,
  type DropItem,
  FileTrigger,
  Text,
} from "react-aria-components";
import { Button } from "./Button";
import { classes } from "./classes";
import styles from "./DropZone.module.css";
import { UploadIcon } from "./icons";
import type { IconComponent } from "./icons/Icon";

export interface DropZoneProps {
  /** What may be dropped, in words: "Drop images or a folder". */
  title: string;
  hint?: ReactNode;
  icon?: IconComponent;
  /** As of an `<input type="file">`: `image/*`, `.ndjson`. */
  accept?: string[];
  isMultiple?: boolean;
  /** Offers to choose a whole folder as well. */
  allowsFolders?: boolean;
  onFiles: (files: DroppedFile[]) => void;
  isDisabled?: boolean;
  isCompact?: boolean;
}

/** A file, and where it lay in the folder that was dropped. */
export interface DroppedFile {
  file: File;
  /** `photos/kobe.jpg`; the name alone for a file that was dropped by itself. */
  path: string;
}

/** A place to drop files or choose them. Folders are walked through. */
export function DropZone(props: DropZoneProps) {
  const { title, hint, icon: Icon = UploadIcon, accept, isMultiple = false, allowsFolders, onFiles } = props;
  const [isReading, setReading] = useState(false);
  const choose = (list: FileList | null) => {
    const files = Array.from(list ?? [], (file) => ({ file, path: file.webkitRelativePath || file.name }));
    if (files.length > 0) {
      onFiles(files);
    }
  };
  const drop = async (items: DropItem[]) => {
    setReading(true);
    try {
      const files = await droppedFiles(items);
      if (files.length > 0) {
        onFiles(isMultiple ? files : files.slice(0, 1));
      }
    } finally {
      setReading(false);
    }
  };
  return (
    <AriaDropZone
      isDisabled={props.isDisabled}
      onDrop={(event) => drop(event.items)}
      className={classes(styles.zone, props.isCompact && styles.compact)}
    >
      <Icon size={props.isCompact ? 16 : 22} className={styles.icon} />
      <span className={styles.words}>
        <Text slot="label" className={styles.title}>
          {isReading ? "Looking through what was dropped ..." : title}
        </Text>
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
      <span className={styles.buttons}>
        <FileTrigger acceptedFileTypes={accept} allowsMultiple={isMultiple} onSelect={choose}>
          <Button size="small" isDisabled={props.isDisabled}>
            {isMultiple ? "Choose files" : "Choose a file"}
          </Button>
        </FileTrigger>
        {allowsFolders && (
          <FileTrigger acceptDirectory onSelect={choose}>
            <Button size="small" isDisabled={props.isDisabled}>
              Choose a folder
            </Button>
          </FileTrigger>
        )}
      </span>
    </AriaDropZone>
  );
}

async function droppedFiles(items: readonly DropItem[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  for (const item of items) {
    if (item.kind === "file") {
      files.push({ file: await item.getFile(), path: item.name });
    } else if (item.kind === "directory") {
      files.push(...(await filesOf(item, `${item.name}/`)));
    }
  }
  return files;
}

async function filesOf(folder: DirectoryDropItem, path: string): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  for await (const entry of folder.getEntries()) {
    if (entry.kind === "file") {
      files.push({ file: await entry.getFile(), path: path + entry.name });
    } else {
      files.push(...(await filesOf(entry, `${path}${entry.name}/`)));
    }
  }
  return files;
}
