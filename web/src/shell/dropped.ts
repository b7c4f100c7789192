let kept: readonly File[] = [];

/** Keeps files that were dropped on one page for the page that is opened next. */
export function keepDropped(files: readonly File[]): void {
  kept = files;
}

/** Takes the files another page was given; a second call finds none. */
export function takeDropped(): readonly File[] {
  const taken = kept;
  kept = [];
  return taken;
}
