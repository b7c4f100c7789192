import type { Camera, Place } from "./camera";
import type { Pointer, Tool } from "./tools/tool";

/** What gestures act on. */
export interface Receiver {
  readonly camera: Camera;
  readonly tool: Tool | null;
  /** The pointer is somewhere else, with or without buttons; null when it has left. */
  pointed(at: Place | null): void;
  /** Shows a cursor; null goes back to the tool's own. */
  showCursor(css: string | null): void;
}

const LEFT = 0;
const MIDDLE = 1;
/** Zoom per unit of the wheel; a notch of a mouse is about 100. */
const WHEEL = 0.0018;
/** Pinching on a touchpad comes as small turns of a wheel with ctrl. */
const PINCH = 0.012;

/** Turns events of the pointer, the wheel and the keyboard in a host into movements of the camera and into tools. */
export class Gestures {
  private readonly touches = new Map<number, Place>();
  private readonly abort = new AbortController();
  private mode: "none" | "tool" | "pan" | "pinch" = "none";
  private pointer = -1;
  private last: Place = { x: 0, y: 0 };
  private isSpaceDown = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly to: Receiver,
  ) {
    const { signal } = this.abort;
    host.addEventListener("pointerdown", this.down, { signal });
    host.addEventListener("pointermove", this.move, { signal });
    host.addEventListener("pointerup", this.up, { signal });
    host.addEventListener("pointercancel", this.lost, { signal });
    host.addEventListener("pointerleave", this.left, { signal });
    host.addEventListener("dblclick", this.doubleClick, { signal });
    host.addEventListener("wheel", this.wheel, { signal, passive: false });
    host.addEventListener("keydown", this.keyDown, { signal });
    host.addEventListener("keyup", this.keyUp, { signal });
    host.addEventListener("blur", this.blur, { signal });
    // The middle button would begin to scroll, or paste.
    host.addEventListener("auxclick", (event) => event.preventDefault(), { signal });
  }

  close(): void {
    this.abort.abort();
  }

  private readonly down = (event: PointerEvent): void => {
    this.host.focus({ preventScroll: true });
    const at = this.placeOf(event);
    if (event.pointerType === "touch") {
      this.touches.set(event.pointerId, at);
      if (this.touches.size === 2) {
        this.to.tool?.cancel();
        this.mode = "pinch";
        return;
      }
    }
    if (this.mode !== "none" || (event.button !== LEFT && event.button !== MIDDLE)) return;
    this.host.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.last = at;
    if (event.button === MIDDLE || this.isSpaceDown || !this.to.tool) {
      this.mode = "pan";
      this.to.showCursor("grabbing");
      event.preventDefault();
    } else {
      this.mode = "tool";
      this.to.tool.down(this.pointerOf(event));
    }
  };

  private readonly move = (event: PointerEvent): void => {
    const at = this.placeOf(event);
    if (this.mode === "pinch") {
      this.pinch(event.pointerId, at);
      return;
    }
    if (this.mode !== "none" && event.pointerId !== this.pointer) return;
    this.to.pointed(at);
    if (this.mode === "pan") {
      this.to.camera.panBy(at.x - this.last.x, at.y - this.last.y);
      this.last = at;
    } else if (!this.isSpaceDown) this.to.tool?.move(this.pointerOf(event));
  };

  private readonly up = (event: PointerEvent): void => {
    this.touches.delete(event.pointerId);
    if (this.mode === "pinch") {
      if (this.touches.size === 0) this.mode = "none";
      return;
    }
    if (event.pointerId !== this.pointer) return;
    const { mode } = this;
    this.mode = "none";
    this.pointer = -1;
    if (mode === "pan") this.to.showCursor(this.isSpaceDown ? "grab" : null);
    else if (mode === "tool") this.to.tool?.up(this.pointerOf(event));
  };

  private readonly lost = (event: PointerEvent): void => {
    this.touches.delete(event.pointerId);
    if (this.mode === "tool") this.to.tool?.cancel();
    if (this.mode === "pan") this.to.showCursor(null);
    this.mode = "none";
    this.pointer = -1;
  };

  private readonly left = (): void => {
    if (this.mode === "none") this.to.pointed(null);
  };

  private readonly doubleClick = (event: MouseEvent): void => {
    if (event.button === LEFT) this.to.tool?.doubleClick(this.pointerOf(event));
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 33 : event.deltaMode === 2 ? 300 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const { camera } = this.to;
    if (event.ctrlKey || event.metaKey) {
      const isPinch = Math.abs(dy) < 50;
      camera.zoomBy(Math.exp(-dy * (isPinch ? PINCH : WHEEL)), this.placeOf(event));
    } else if (event.shiftKey) camera.panBy(-(dx || dy), 0);
    else if (dx !== 0) camera.panBy(-dx, -dy);
    else camera.zoomBy(Math.exp(-dy * WHEEL), this.placeOf(event));
  };

  private readonly keyDown = (event: KeyboardEvent): void => {
    if (event.target !== this.host) return;
    if (event.code === "Space" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (!this.isSpaceDown && this.mode === "none") this.to.showCursor("grab");
      this.isSpaceDown = true;
      return;
    }
    // Whoever listens further out sees by this that the key has meant something already.
    if (this.to.tool?.key(event)) event.preventDefault();
    else if (event.key === "Escape") this.to.tool?.cancel();
  };

  private readonly keyUp = (event: KeyboardEvent): void => {
    if (event.code === "Space") this.blur();
  };

  private readonly blur = (): void => {
    if (!this.isSpaceDown) return;
    this.isSpaceDown = false;
    if (this.mode !== "pan") this.to.showCursor(null);
  };

  private pinch(pointer: number, at: Place): void {
    const before = this.touches.get(pointer);
    const other = [...this.touches].find(([id]) => id !== pointer)?.[1];
    if (!before) return;
    this.touches.set(pointer, at);
    if (!other) return;
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(at.x - other.x, at.y - other.y);
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    this.to.camera.panBy((at.x - before.x) / 2, (at.y - before.y) / 2);
    if (was > 0) this.to.camera.zoomBy(is / was, middle);
  }

  private placeOf(event: MouseEvent): Place {
    const frame = this.host.getBoundingClientRect();
    return {
      x: event.clientX - frame.left - this.host.clientLeft,
      y: event.clientY - frame.top - this.host.clientTop,
    };
  }

  private pointerOf(event: MouseEvent): Pointer {
    const screen = this.placeOf(event);
    const { x, y } = this.to.camera.toAsset(screen);
    return {
      x,
      y,
      screenX: screen.x,
      screenY: screen.y,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      buttons: event.buttons,
    };
  }
}
