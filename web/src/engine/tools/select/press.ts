import type { Ref } from "../../../core/annotation";
import { isSameRef } from "../../../core/view";
import { hasDragged } from "../pointing";
import { State } from "../state";
import type { Hit, Pointer, ToolHost } from "../tool";
import type { Home } from "./hold";
import { Moving } from "./move";

/** The button is down on a shape: it becomes a click, or moves what is selected. */
export class Pressing extends State {
  readonly #host: ToolHost;
  /** What lies on top under the pointer, and what the press takes hold of: a selected shape comes first. */
  readonly #top: Hit;
  readonly #taken: Ref;
  readonly #from: Pointer;
  readonly #home: Home;

  constructor(host: ToolHost, top: Hit, taken: Ref, from: Pointer, home: Home) {
    super();
    this.#host = host;
    this.#top = top;
    this.#taken = taken;
    this.#from = from;
    this.#home = home;
    const { store } = host;
    // What is dragged is what was pressed, so that has to be selected before.
    if (!from.shift && !store.isSelected(taken.layer, taken.key)) store.select([taken]);
  }

  override move(p: Pointer): State {
    if (!hasDragged(this.#from, p)) return this;
    const { store } = this.#host;
    if (!store.isSelected(this.#taken.layer, this.#taken.key))
      store.select([...store.selection, this.#taken]);
    const refused = store.barred(store.selection);
    store.refuse(refused);
    const free = store.selection.filter((ref) => !refused.some((one) => isSameRef(one, ref)));
    return free.length === 0
      ? new Inert(this.#home)
      : new Moving(this.#host, free, this.#from, this.#home).move(p);
  }

  override up(): State {
    const { store } = this.#host;
    const { layer, key } = this.#top;
    if (!this.#from.shift) store.select([{ layer, key }]);
    else if (store.isSelected(layer, key)) {
      store.select(store.selection.filter((ref) => ref.layer !== layer || ref.key !== key));
    } else store.select([...store.selection, { layer, key }]);
    return this.#home();
  }

  override cancel(): State {
    return this.#home();
  }
}

/** Nothing happens until the button is let go. */
export class Inert extends State {
  override readonly cursor = "not-allowed";
  readonly #home: Home;

  constructor(home: Home) {
    super();
    this.#home = home;
  }

  override up(): State {
    return this.#home();
  }

  override cancel(): State {
    return this.#home();
  }
}
