import type { Key, Offered } from "../../src/core/annotation";
import type { Patch } from "../../src/core/patches";
import type { Annotation } from "../../src/core/wire";

const spelled = (offered: Offered): string => `${offered.bundle}/${offered.key}`;

/** What the interface documents about patches of a draft, over plain maps. */
export class DraftServer {
  readonly annotations = new Map<Key, Annotation>();
  readonly rejected: Set<string>;
  readonly #offered: ReadonlyMap<string, Annotation>;
  readonly #copies = new Map<string, Key>();

  constructor(
    annotations: readonly Annotation[],
    offered: ReadonlyMap<string, Annotation>,
    rejected: readonly Offered[],
  ) {
    this.#offered = offered;
    this.rejected = new Set(rejected.map(spelled));
    for (const one of annotations) {
      this.annotations.set(one.key ?? "", one);
      if (one.origin) this.#copies.set(`${one.origin.bundle_id}/${one.origin.key}`, one.key ?? "");
    }
  }

  /** Applies the patches of a request in their order and judges what has become of it. */
  apply(patches: readonly Patch[]): void {
    for (const patch of patches) this.#one(patch);
    for (const one of this.annotations.values()) {
      for (const end of [one.relation?.source, one.relation?.target]) {
        if (end && !this.annotations.has(end)) throw new Error(`REL004: ${one.key} ends at ${end}`);
      }
    }
  }

  #one(patch: Patch): void {
    if (patch.op === "put") this.#put(patch.annotation, patch.accepts);
    else if (patch.op === "remove") this.#remove(patch.key);
    else if (patch.op === "reject") this.rejected.add(spelled(patch.offered));
    else {
      this.rejected.delete(spelled(patch.offered));
      const copy = this.#copies.get(spelled(patch.offered));
      if (copy !== undefined) this.annotations.delete(copy);
      this.#copies.delete(spelled(patch.offered));
    }
  }

  #put(annotation: Annotation, accepts: Offered | undefined): void {
    const key = annotation.key ?? "";
    const before = this.annotations.get(key);
    if (before?.readonly) throw new Error(`${key} is read-only`);
    let origin = before?.origin ?? null;
    let readonly = before?.readonly;
    if (accepts && !before) {
      const offered = this.#offered.get(spelled(accepts));
      if (!offered) throw new Error(`409: ${spelled(accepts)} is not offered`);
      origin = { set_id: 0, bundle_id: accepts.bundle, key: accepts.key, score: offered.confidence ?? null };
      readonly = offered.readonly;
      this.rejected.delete(spelled(accepts));
      this.#copies.set(spelled(accepts), key);
    }
    const put: Annotation = { ...annotation, origin };
    if (readonly) put.readonly = true;
    this.annotations.set(key, put);
  }

  #remove(key: Key): void {
    const before = this.annotations.get(key);
    if (before?.readonly) throw new Error(`${key} is read-only`);
    if (before?.origin) this.#copies.delete(`${before.origin.bundle_id}/${before.origin.key}`);
    this.annotations.delete(key);
  }
}
