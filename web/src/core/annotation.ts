import type { Annotation, Geometry } from "./wire";

/** Key of an annotation, unique within its layer. */
export type Key = string;

/**
 * Where annotations lie over a data row: what the person is making, pre-labels offered by one bundle, or what
 * somebody submitted.
 */
export type LayerId = "draft" | `offer:${number}` | `label:${string}`;

/** One annotation in one layer. */
export interface Ref {
  readonly layer: LayerId;
  readonly key: Key;
}

/** A pre-label by the bundle that offers it and its key there, as the interface spells it. */
export interface Offered {
  readonly bundle: number;
  readonly key: Key;
}

/** A ref as a text, for sets and maps. */
export type RefId = `${LayerId}/${Key}`;

export function refId(layer: LayerId, key: Key): RefId {
  return `${layer}/${key}`;
}

export function offerLayer(bundle: number): `offer:${number}` {
  return `offer:${bundle}`;
}

/** The number of the bundle a layer shows; null when it shows none. */
export function bundleOf(layer: LayerId): number | null {
  return layer.startsWith("offer:") ? Number(layer.slice("offer:".length)) : null;
}

/** A new uuid. Plain HTTP to another machine is no secure context, where browsers keep `randomUUID` back. */
export function newKey(): Key {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The key of an annotation; the interface calls it optional, though every stored one has it. */
export function keyOf(annotation: Annotation): Key {
  return annotation.key ?? "";
}

/** A model's own certainty; what has none counts as certain, as everywhere in the product. */
export function scoreOf(annotation: Annotation): number {
  return annotation.confidence ?? 1;
}

/** The pre-label an annotation was made from; null for one drawn by hand. */
export function madeFrom(annotation: Annotation): Offered | null {
  const origin = annotation.origin;
  return origin ? { bundle: origin.bundle_id, key: origin.key } : null;
}

export function withGeometry(annotation: Annotation, geometry: Geometry): Annotation {
  return { ...annotation, geometry };
}

/** Makes an annotation unchangeable, all the way down, so that it can be shared and compared by identity. */
export function frozen(annotation: Annotation): Annotation {
  deepFreeze(annotation);
  return annotation;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}

/** Whether two annotations say the same, whatever order their fields were written in; absent equals null. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === undefined || one === null || other === undefined || other === null) {
    return (one ?? null) === (other ?? null);
  }
  if (typeof one !== "object" || typeof other !== "object") return Object.is(one, other);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  for (const name of names) {
    if (!isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]))
      return false;
  }
  return true;
}
