import type { DataRow } from "../../api/gen";

export type MediaType = DataRow["media_type"];

/** Media in the order they are offered, with what people call them. */
export const MEDIA: readonly { id: MediaType; label: string }[] = [
  { id: "image", label: "Image" },
  { id: "text", label: "Text" },
  { id: "conversation", label: "Conversation" },
  { id: "document", label: "Document" },
  { id: "audio", label: "Audio" },
  { id: "video", label: "Video" },
  { id: "html", label: "HTML" },
  { id: "geospatial", label: "Geospatial" },
  { id: "dicom", label: "DICOM" },
  { id: "series", label: "Time series" },
];

const EXTENSIONS: Record<string, MediaType> = {
  ...all("image", "avif bmp gif heic jfif jpeg jpg png tif tiff webp"),
  ...all("video", "avi m4v mkv mov mp4 mpeg mpg webm"),
  ...all("audio", "aac flac m4a mp3 oga ogg opus wav"),
  ...all("text", "log md txt"),
  ...all("document", "pdf"),
  ...all("html", "htm html"),
  ...all("dicom", "dcm dicom"),
};

function all(kind: MediaType, names: string): Record<string, MediaType> {
  return Object.fromEntries(names.split(" ").map((name) => [name, kind]));
}

export function isMediaType(text: string): text is MediaType {
  return MEDIA.some(({ id }) => id === text);
}

export function mediaLabel(kind: string): string {
  return MEDIA.find(({ id }) => id === kind)?.label ?? kind;
}

export function extensionOf(name: string): string {
  const last = name.slice(name.lastIndexOf("/") + 1);
  const dot = last.lastIndexOf(".");
  return dot > 0 ? last.slice(dot + 1).toLowerCase() : "";
}

/** The medium a file of this name holds, as far as the name tells. */
export function mediaTypeOfName(name: string): MediaType | null {
  return EXTENSIONS[extensionOf(name)] ?? null;
}

/** What becomes of a dropped file: a data row, a list of URLs, nothing (of the system), or a refusal. */
export type Sorted =
  | { as: "row"; mediaType: MediaType }
  | { as: "list" }
  | { as: "json" }
  | { as: "nothing" }
  | { as: "refused"; reason: string; hint: string };

/** Decides by its name what a file is; what is in it, the server finds out by itself. */
export function sortFile(path: string, size: number): Sorted {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.startsWith(".") || name === "Thumbs.db" || name === "desktop.ini" || path.includes("__MACOSX/")) {
    return { as: "nothing" };
  }
  if (size === 0) {
    return { as: "refused", reason: "the file is empty", hint: "check that it was copied whole" };
  }
  const mediaType = mediaTypeOfName(name);
  if (mediaType !== null) {
    return { as: "row", mediaType };
  }
  return sortOther(extensionOf(name));
}

function sortOther(extension: string): Sorted {
  switch (extension) {
    case "csv":
    case "tsv":
      return { as: "list" };
    case "json":
      return { as: "json" };
    case "ndjson":
    case "jsonl":
      return {
        as: "refused",
        reason: "this looks like annotations, not like something to annotate",
        hint: "open a project and import it there",
      };
    case "zip":
    case "gz":
    case "tar":
      return { as: "refused", reason: "archives are not unpacked", hint: "unpack it and drop the folder" };
    case "svg":
      return { as: "refused", reason: "SVG drawings cannot be annotated", hint: "export it as PNG" };
    default:
      return {
        as: "refused",
        reason: extension
          ? `.${extension} is no kind of file that can be annotated`
          : "the name has no ending",
        hint: "give images, texts, PDF, audio, video, HTML, DICOM, or a CSV of URLs",
      };
  }
}

/** Whether a JSON document is a conversation: messages, each with a content. */
export function isConversation(document: unknown): boolean {
  const messages = Array.isArray(document) ? document : (document as { messages?: unknown } | null)?.messages;
  return Array.isArray(messages) && messages.length > 0 && messages.every(isMessage);
}

function isMessage(message: unknown): boolean {
  return typeof message === "object" && message !== null && ("content" in message || "text" in message);
}
