import type { DirectoryDropItem, DropItem } from "react-aria-components";
import type { DroppedFile } from "../../ui/DropZone";

/** The files of what was dropped; folders are walked through. */
export async function droppedFiles(items: readonly DropItem[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  for (const item of items) {
    if (item.kind === "file") {
      files.push({ file: await item.getFile(), path: item.name });
    } else if (item.kind === "directory") {
      await walk(item, `${item.name}/`, files);
    }
  }
  return files;
}

async function walk(folder: DirectoryDropItem, path: string, files: DroppedFile[]): Promise<void> {
  for await (const entry of folder.getEntries()) {
    if (entry.kind === "file") {
      files.push({ file: await entry.getFile(), path: path + entry.name });
    } else {
      await walk(entry, `${path}${entry.name}/`, files);
    }
  }
}
