import { type Key, type LayerId, newKey } from "../annotation";
import { type Refusal, refusal } from "../refusal";
import { decisionStep, putStep, type Step } from "../steps";
import type { Annotation, Relation } from "../wire";
import type { Scene } from "./command";

/** Copying pre-labels into the draft: one of these per command, since copies refer to each other. */
export class Acceptance {
  readonly steps: Step[] = [];
  readonly #scene: Scene;
  readonly #keys = new Map<string, Key>();
  readonly #used = new Set<Key>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** How many copies were made. */
  get size(): number {
    return this.#used.size;
  }

  /** Copies one, `changed` if given, with the ends of a relationship. Returns why it was not. */
  accept(layer: LayerId, key: Key, changed?: Annotation): Refusal[] {
    const { content } = this.#scene;
    const offered = content.offered({ layer, key });
    const annotation = content.get(layer, key);
    if (!offered) return [refusal(layer, key, "not_editable")];
    if (!annotation) return [refusal(layer, key, "missing")];
    if (this.copyOf(layer, key) !== undefined) return [refusal(layer, key, "decided")];
    const copyKey = this.#freeKey(key);
    this.#keys.set(`${layer}/${key}`, copyKey);
    if (content.decisions.isRejected(offered)) this.steps.push(decisionStep(offered, false));
    const said = changed ?? annotation;
    const copy: Annotation = {
      ...said,
      key: copyKey,
      confidence: null,
      origin: { set_id: 0, bundle_id: offered.bundle, key, score: annotation.confidence ?? null },
    };
    if (said.relation) copy.relation = this.#joined(layer, said.relation);
    this.steps.push(putStep(copy, undefined, content.draft.size + this.#used.size));
    this.#used.add(copyKey);
    return [];
  }

  /** The relationship between the copies; what it ends at is accepted with it. */
  #joined(layer: LayerId, relation: Relation): Relation {
    const end = (key: Key): Key => {
      if (this.copyOf(layer, key) === undefined && this.#scene.content.get(layer, key))
        this.accept(layer, key);
      return this.copyOf(layer, key) ?? key;
    };
    const source = relation.source ? end(relation.source) : relation.source;
    return { ...relation, source, target: end(relation.target) };
  }

  /** The key of the copy, made before or by this command. */
  copyOf(layer: LayerId, key: Key): Key | undefined {
    const offered = this.#scene.content.offered({ layer, key });
    return (
      this.#keys.get(`${layer}/${key}`) ??
      (offered ? this.#scene.content.decisions.copyOf(offered) : undefined)
    );
  }

  #freeKey(key: Key): Key {
    return this.#scene.content.draft.has(key) || this.#used.has(key) ? newKey() : key;
  }
}
