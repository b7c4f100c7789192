import {
  completeUpload,
  createImport,
  createUpload,
  type Import,
  type ImportOptions,
  putPart,
  type Upload,
} from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { contentDigest, hex, Sha256 } from "./sha256";

/** Smaller files go out in one request: they are sent again as quickly as they would be resumed. */
export const IN_PARTS_FROM = 8 * 1024 * 1024;

const SLICE = 1024 * 1024;
const ATTEMPTS = 6;

/** Told what is done, how much of it, and of how much, in bytes. */
export type Told = (what: string, done: number, of: number) => void;

/** Sends a file to a project; a large one in parts, going on where an earlier attempt stopped. */
export async function sendFile(
  project: string,
  file: File,
  options: ImportOptions,
  told: Told,
): Promise<Import> {
  if (file.size < IN_PARTS_FROM) {
    told("Sending", 0, file.size);
    const { data } = await createImport({
      path: { uid: project },
      query: options,
      body: file,
      throwOnError: true,
    });
    return data;
  }
  const sha256 = await digestOf(file, (done) => told("Computing the checksum", done, file.size));
  const { data } = await createUpload({
    path: { uid: project },
    body: { size: file.size, sha256, options },
    throwOnError: true,
  });
  if (data.import) {
    return data.import;
  }
  if (!data.upload) {
    throw new Error("the server answered neither with an upload nor with an import");
  }
  await sendParts(data.upload, file, (done) => told("Sending", done, file.size));
  told("Verifying", file.size, file.size);
  const done = await patiently(() =>
    completeUpload({ path: { uid: data.upload?.id ?? "" }, throwOnError: true }),
  );
  return done.data;
}

/** The SHA-256 of a file, a piece at a time. */
export async function digestOf(file: Blob, told: (done: number) => void): Promise<string> {
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += SLICE) {
    hash.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()));
    told(Math.min(at + SLICE, file.size));
  }
  return hex(hash.digest());
}

/** The numbers of the parts that are not there, in order; the first part is 1. */
export function missingParts(upload: Pick<Upload, "part_count" | "received">): number[] {
  const there = new Set(upload.received);
  return Array.from({ length: upload.part_count }, (_, at) => at + 1).filter((no) => !there.has(no));
}

async function sendParts(upload: Upload, file: File, told: (done: number) => void): Promise<void> {
  let done = upload.received_bytes;
  told(done);
  for (const no of missingParts(upload)) {
    const part = file.slice((no - 1) * upload.part_size, no * upload.part_size);
    const digest = new Sha256().update(new Uint8Array(await part.arrayBuffer())).digest();
    await patiently(() =>
      putPart({
        path: { uid: upload.id, no: String(no) },
        headers: { "Content-Digest": contentDigest(digest) },
        body: part,
        throwOnError: true,
      }),
    );
    done += part.size;
    told(done);
  }
}

/** Asks again with growing pauses while nobody answers or the server is busy. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = error instanceof ApiProblem && (error.isOffline || error.status === 503);
      if (!isPassing || attempt === ATTEMPTS) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
}
