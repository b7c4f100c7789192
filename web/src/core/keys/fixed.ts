/** Fixed keys: those of the tools of the canvas, which no preset changes. */

/** What a key does while something is drawn or moved, and the chords that do it. */
export type FixedKey = readonly [title: string, chords: readonly string[]];

export const CANVAS_KEYS: readonly FixedKey[] = [
  ["Move what is selected by a pixel", ["left", "right", "up", "down"]],
  ["Move it by ten pixels", ["shift+left"]],
  ["Resize it", ["ctrl+left"]],
  ["Move a cross in place of the mouse, when nothing is selected", ["left"]],
  ["Click with the cross; end what is drawn", ["enter"]],
  ["Take the last corner back", ["backspace"]],
  ["Make brush and eraser smaller or larger", ["[", "]"]],
  ["Move the picture while it is held", ["space"]],
];
