import type { Ref } from "../../core/annotation";
import { link } from "../../core/commands/link";
import { shapeBounds } from "../../core/geometry/bounds";
import { isShape } from "../../core/geometry/plane";
import { refusal } from "../../core/refusal";
import { hasDragged } from "./pointing";
import { deselect } from "./put";
import { Gesture, State, StateTool } from "./state";
import type { KeyPress, Overlay, Pointer, Tool, ToolHost } from "./tool";

/** Joins regions by arrows: dragged from one to the other, or clicked one after the other. */
export function makeRelation(host: ToolHost): Tool {
  return new StateTool("relation", "crosshair", host, new LinkRest(host));
}

class LinkRest extends State {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;

  constructor(host: ToolHost) {
    super();
    this.#host = host;
  }

  override move(p: Pointer): State {
    this.#host.store.setHover(endAt(this.#host, p));
    return this;
  }

  override down(p: Pointer): State {
    const source = endAt(this.#host, p);
    return source ? new Linking(this.#host, source, p) : this;
  }

  override key(press: KeyPress): State | null {
    return press.key === "Escape" && deselect(this.#host) ? this : null;
  }
}

/** One end stands, an arrow goes from there to the pointer. */
class Linking extends Gesture {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;
  readonly #source: Ref;
  readonly #from: Pointer;
  #pointer: Pointer;
  #isDragging = false;
  #isClicking = false;

  constructor(host: ToolHost, source: Ref, from: Pointer) {
    super();
    this.#host = host;
    this.#source = source;
    this.#from = from;
    this.#pointer = from;
    host.store.select([source]);
  }

  override move(p: Pointer): State {
    this.#pointer = p;
    this.#isDragging ||= !this.#isClicking && hasDragged(this.#from, p);
    this.#host.store.setHover(endAt(this.#host, p));
    return this;
  }

  override up(p: Pointer): State {
    if (!this.#isDragging && !this.#isClicking) {
      this.#isClicking = true;
      return this;
    }
    const target = endAt(this.#host, p);
    if (!target) return new LinkRest(this.#host);
    this.#join(target);
    return new LinkRest(this.#host);
  }

  override cancel(): State {
    return new LinkRest(this.#host);
  }

  override draw(o: Overlay): void {
    const [x, y] = middleOf(this.#host, this.#source);
    const target = endAt(this.#host, this.#pointer);
    const isElsewhere = target && (target.key !== this.#source.key || target.layer !== this.#source.layer);
    const [tx, ty] = isElsewhere ? middleOf(this.#host, target) : [this.#pointer.x, this.#pointer.y];
    o.arrow(x, y, tx, ty, { color: "#2f7bf6", width: 2, dashed: !isElsewhere });
  }

  #join(target: Ref): void {
    const { store } = this.#host;
    const { ontology } = store;
    const active = ontology?.feature(store.activeFeature);
    const source = store.at(this.#source);
    const may = (feature: string): boolean =>
      ontology?.mayJoin(feature, source?.feature, store.at(target)?.feature) ?? true;
    const feature =
      active?.kind === "relationship" ? active : ontology?.relationships.find((one) => may(one.name));
    if (feature && !may(feature.name)) {
      store.refuse([refusal(target.layer, target.key, "not_joined")]);
      return;
    }
    if (ontology && ontology.relationships.length > 0 && !feature) {
      store.refuse([refusal(target.layer, target.key, "not_joined")]);
      return;
    }
    const labels = active?.kind === "relationship" && store.activeLabel ? [store.activeLabel] : [];
    const command = link(this.#source, target, feature?.name ?? null, labels);
    if (store.apply(command).isDone) store.select([{ layer: "draft", key: command.annotation.key ?? "" }]);
  }
}

/** The region under a pointer that a relation may end at: not another relation. */
function endAt(host: ToolHost, p: Pointer): Ref | null {
  const hit = host.hit(p.x, p.y, 4);
  const annotation = hit && host.store.at(hit);
  if (!hit || !annotation || annotation.kind === "relationship" || hit.layer.startsWith("label:"))
    return null;
  return { layer: hit.layer, key: hit.key };
}

function middleOf(host: ToolHost, ref: Ref): [number, number] {
  const geometry = host.store.at(ref)?.geometry;
  const bounds = isShape(geometry) ? shapeBounds(geometry) : null;
  return bounds ? [(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2] : [0, 0];
}
