import type { Draft, DraftPatch, Issue, SavedDraft } from "../../src/api/gen";
import { ApiProblem } from "../../src/api/problem";
import type { Wire } from "../../src/core/sync";
import type { Annotation } from "../../src/core/wire";

/** The rules of drafts as `docs/reference/openapi.json` tells them, on a sheet of paper. */
export class PaperServer implements Wire {
  version = 1;
  isDown = false;
  /** Applies what comes next, and loses the answer. */
  isDeaf = false;
  requests: DraftPatch[] = [];
  annotations = new Map<string, Annotation>();
  #lastPatch: string | null = null;

  /** Annotations of this feature break rules. */
  readonly forbidden = "forbidden";

  async save(_draft: string, version: number, body: DraftPatch): Promise<SavedDraft> {
    if (this.isDown) throw new ApiProblem({ status: 0 });
    this.requests.push(structuredClone(body));
    if (body.patch_id === this.#lastPatch) return this.#saved();
    if (version !== this.version)
      throw new ApiProblem({ status: 412, detail: `it has version ${this.version}` });
    const issues = body.patches.flatMap((patch, no) => this.#judge(patch, no));
    if (issues.length > 0) throw new ApiProblem({ status: 422, detail: "it breaks rules", issues });
    for (const patch of body.patches) {
      if (patch.op === "put") this.annotations.set(patch.annotation.key ?? "", patch.annotation);
      if (patch.op === "remove") this.annotations.delete(patch.key);
    }
    this.version += 1;
    this.#lastPatch = body.patch_id;
    if (!this.isDeaf) return this.#saved();
    this.isDeaf = false;
    throw new ApiProblem({ status: 0 });
  }

  async read(): Promise<Draft> {
    if (this.isDown) throw new ApiProblem({ status: 0 });
    return this.draft();
  }

  /** What another window of the same person does. */
  elsewhere(key: string, annotation: Annotation | null): void {
    if (annotation) this.annotations.set(key, annotation);
    else this.annotations.delete(key);
    this.version += 1;
    this.#lastPatch = "of another window";
  }

  draft(): Draft {
    const at = "2026-01-05T09:30:00Z";
    return {
      id: "d1",
      version: this.version,
      task: 1,
      data_row: "r1",
      label: null,
      is_outdated: false,
      annotations: structuredClone([...this.annotations.values()]),
      offers: [],
      created_at: at,
      updated_at: at,
    } as unknown as Draft;
  }

  #judge(patch: DraftPatch["patches"][number], no: number): Issue[] {
    if (patch.op !== "put" || patch.annotation.feature !== this.forbidden) return [];
    const where = { pointer: `/patches/${no}/annotation/feature`, annotation: patch.annotation.key };
    return [
      { code: "ONT001", severity: "error", message: "no such feature", hint: "take another", where } as Issue,
    ];
  }

  #saved(): SavedDraft {
    return { id: "d1", version: this.version, is_outdated: false, issues: [] };
  }
}
