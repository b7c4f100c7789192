/** What became of many requests that are alike. */
export interface BulkOutcome {
  done: number;
  failed: { id: string; error: unknown }[];
}

const AT_ONCE = 4;

/** Does something to each of many things, four at a time; what fails keeps no other out. */
export async function forEach(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  onProgress: (done: number) => void,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { done: 0, failed: [] };
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < ids.length; at = next++) {
      const id = ids[at] as string;
      try {
        await act(id);
        outcome.done += 1;
      } catch (error) {
        outcome.failed.push({ id, error });
      }
      onProgress(outcome.done + outcome.failed.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcome;
}
