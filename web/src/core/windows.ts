/** Windows: which windows of this browser are open, so that nobody takes over what another is working on. */

const PREFIX = "postil-window:";

/** What this needs of the browser's `navigator.locks`; absent outside of secure contexts. */
export type Locks = Pick<LockManager, "request" | "query">;

/** A name of this window, held as long as it is open. */
export class OwnWindow {
  readonly name: string;
  readonly #locks: Locks | undefined;
  #leave: () => void = () => undefined;

  constructor(locks: Locks | undefined, name: string) {
    this.name = name;
    this.#locks = locks;
    void locks?.request(PREFIX + name, () => new Promise<void>((resolve) => (this.#leave = resolve)));
  }

  /**
   * Tell whether a window is still open.
   *
   * Without locks nobody knows: it then counts as closed, because work that is sent twice does no harm and work
   * that is never sent does.
   */
  async isOpen(name: string): Promise<boolean> {
    if (name === this.name) return true;
    const held = (await this.#locks?.query())?.held ?? [];
    return held.some((one) => one.name === PREFIX + name);
  }

  close(): void {
    this.#leave();
  }
}
