/** Reserved: chords the browser or the system keeps for itself, whatever a page does. */

const BY_BROWSER = new Map<string, string>([
  ...["ctrl+t", "meta+t", "ctrl+shift+t", "meta+shift+t"].map((one) => [one, "opens a tab"] as const),
  ...["ctrl+n", "meta+n", "ctrl+shift+n", "meta+shift+n"].map((one) => [one, "opens a window"] as const),
  ...["ctrl+w", "meta+w", "ctrl+shift+w", "meta+shift+w", "alt+f4"].map(
    (one) => [one, "closes a window"] as const,
  ),
  ...["ctrl+q", "meta+q", "ctrl+shift+q"].map((one) => [one, "ends the browser"] as const),
  ...["ctrl+tab", "ctrl+shift+tab", "ctrl+pageup", "ctrl+pagedown"].map(
    (one) => [one, "changes the tab"] as const,
  ),
  ...["ctrl+r", "meta+r", "ctrl+shift+r", "meta+shift+r", "f5", "ctrl+f5"].map(
    (one) => [one, "loads the page again"] as const,
  ),
  ...["ctrl+l", "meta+l", "alt+d", "f6"].map((one) => [one, "goes to the address"] as const),
  ...["f11", "f12", "ctrl+shift+i", "ctrl+shift+j", "meta+alt+i"].map(
    (one) => [one, "belongs to the browser"] as const,
  ),
  ...["meta+h", "meta+m", "meta+tab", "meta+space", "alt+tab", "ctrl+alt+delete"].map(
    (one) => [one, "belongs to the system"] as const,
  ),
  ...Array.from({ length: 9 }, (_, no) => [`ctrl+${no + 1}`, "changes the tab"] as const),
  ...Array.from({ length: 9 }, (_, no) => [`meta+${no + 1}`, "changes the tab"] as const),
]);

/** Say why a chord cannot be used by a page at all; null when it can. */
export function whyReserved(chord: string): string | null {
  for (const step of chord.split(" ")) {
    const does = BY_BROWSER.get(step);
    if (does !== undefined) return `The browser never hands this key to a page: it ${does}.`;
  }
  return null;
}
