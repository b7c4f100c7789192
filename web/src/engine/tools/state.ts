import type { KeyPress, Overlay, Pointer, Tool, ToolHost } from "./tool";

/**
 * One state of a tool: what the pointer means now, what is shown, and which state comes next. A state that does not
 * care about an event stays.
 */
export abstract class State {
  /** Shown while the state lasts; null leaves it to `move`. */
  readonly cursor: string | null = null;

  down(_p: Pointer): State {
    return this;
  }

  move(_p: Pointer): State {
    return this;
  }

  up(_p: Pointer): State {
    return this;
  }

  doubleClick(_p: Pointer): State {
    return this;
  }

  /** The state without what was begun. */
  cancel(): State {
    return this;
  }

  /** The state when another tool comes: nobody meant to lose what they drew, so what can be kept is. */
  leave(): State {
    return this.cancel();
  }

  /** The next state; null when the key means nothing here. */
  key(_press: KeyPress): State | null {
    return null;
  }

  draw(_o: Overlay): void {}
}

/**
 * A state in which something is held or half drawn. Undo gives it up, as escape does, instead of changing the store
 * under the hand; and what is being held is not deleted.
 */
export abstract class Gesture extends State {
  override key(press: KeyPress): State | null {
    if (isUndo(press)) return this.cancel();
    return press.key === "Delete" || press.key === "Backspace" ? this : null;
  }
}

export function isUndo({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): boolean {
  return key.toLowerCase() === "z" && (ctrlKey || metaKey) && !shiftKey && !altKey;
}

/** A tool that is in one state at a time. */
export class StateTool implements Tool {
  readonly name: string;
  readonly cursor: string;
  readonly #host: ToolHost;
  #state: State;

  constructor(name: string, cursor: string, host: ToolHost, first: State) {
    this.name = name;
    this.cursor = cursor;
    this.#host = host;
    this.#state = first;
  }

  /** The state it is in, for tests. */
  get state(): State {
    return this.#state;
  }

  down(p: Pointer): void {
    this.#go(this.#state.down(p));
  }

  move(p: Pointer): void {
    this.#go(this.#state.move(p));
  }

  up(p: Pointer): void {
    this.#go(this.#state.up(p));
  }

  doubleClick(p: Pointer): void {
    this.#go(this.#state.doubleClick(p));
  }

  cancel(): void {
    this.#go(this.#state.cancel());
  }

  leave(): void {
    this.#go(this.#state.leave());
  }

  key(press: KeyPress): boolean {
    const next = this.#state.key(press);
    if (next) this.#go(next);
    return next !== null;
  }

  draw(o: Overlay): void {
    this.#state.draw(o);
  }

  #go(next: State): void {
    if (next !== this.#state) {
      this.#state = next;
      this.#host.cursor(next.cursor ?? this.cursor);
    }
    this.#host.repaint();
  }
}
