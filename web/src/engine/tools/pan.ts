import { State, StateTool } from "./state";
import type { Pointer, Tool, ToolHost } from "./tool";

/** Moves what is looked at. */
export function makePan(host: ToolHost): Tool {
  return new StateTool("pan", "grab", host, new PanRest(host));
}

class PanRest extends State {
  override readonly cursor = "grab";
  readonly #host: ToolHost;

  constructor(host: ToolHost) {
    super();
    this.#host = host;
  }

  override down(p: Pointer): State {
    return new Panning(this.#host, p);
  }
}

class Panning extends State {
  override readonly cursor = "grabbing";
  readonly #host: ToolHost;
  #last: Pointer;

  constructor(host: ToolHost, from: Pointer) {
    super();
    this.#host = host;
    this.#last = from;
  }

  override move(p: Pointer): State {
    this.#host.camera.panBy(p.screenX - this.#last.screenX, p.screenY - this.#last.screenY);
    this.#last = p;
    return this;
  }

  override up(): State {
    return new PanRest(this.#host);
  }

  override cancel(): State {
    return new PanRest(this.#host);
  }
}
