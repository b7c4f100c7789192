import type { Problem } from "../../api/gen";
import { type ApiProblem, problemOf } from "../../api/problem";
import type { MediaType } from "./medium";

/** Sends a file as a data row. Not by fetch: that cannot tell how much has been sent. */
export function sendFile(
  dataset: string,
  file: Blob,
  query: { global_key: string | null; media_type: MediaType },
  { signal, onSent }: { signal: AbortSignal; onSent: (fraction: number) => void },
): Promise<void> {
  return new Promise((resolve, reject: (problem: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    const parameters = new URLSearchParams({ media_type: query.media_type });
    if (query.global_key) {
      parameters.set("global_key", query.global_key);
    }
    request.open("POST", `/api/v1/datasets/${encodeURIComponent(dataset)}/uploads?${parameters}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
    request.onload = () => {
      if (request.status < 300) {
        resolve();
        return;
      }
      reject(problemOf(parsed(request.responseText), new Response(null, { status: request.status })));
    };
    request.onerror = () => reject(problemOf(null, undefined));
    request.onabort = request.onerror;
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
