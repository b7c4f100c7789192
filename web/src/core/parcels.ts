/** Parcels: unsent work on drafts that are not open, sent behind the person's back. */

import type { DraftPatch } from "../api/gen";
import { ApiProblem } from "../api/problem";
import { newKey } from "./annotation";
import type { Outbox, Parcel } from "./outbox";
import type { Kept } from "./slots";
import type { Wire } from "./sync";

/** Patches of one request at most. */
const MOST = 5000;

/**
 * Find what was left behind of a task: by closed windows, and by `here`, which goes back to it.
 *
 * The draft may be another one by now, because the one they were made in was submitted or discarded elsewhere.
 */
export async function leftBehind(
  outbox: Outbox,
  here: Pick<Parcel, "user" | "project" | "task" | "window">,
  isOpen: (window: string) => Promise<boolean>,
): Promise<Parcel[]> {
  const found: Parcel[] = [];
  for (const one of await outbox.list(here.user)) {
    if (one.project !== here.project || one.task !== here.task) continue;
    if (one.window === here.window || !(await isOpen(one.window))) found.push(one);
  }
  return found;
}

/**
 * Send what nobody works on any more.
 *
 * What the server refuses stays where it is: whoever opens the task again is asked.
 *
 * @param isInHand - tells whether somebody has the task of a parcel open in its window.
 * @returns the parcels that stay.
 */
export async function sendParcels(
  outbox: Outbox,
  user: string,
  wire: Wire,
  isInHand: (parcel: Parcel) => Promise<boolean>,
): Promise<Parcel[]> {
  const staying: Parcel[] = [];
  for (const parcel of await outbox.list(user)) {
    if (await isInHand(parcel)) continue;
    if (await isSent(parcel, wire)) await dropUnchanged(outbox, parcel);
    else staying.push(parcel);
  }
  return staying;
}

/** While it was sent, somebody may have gone back to the task and done more. */
async function dropUnchanged(outbox: Outbox, sent: Parcel): Promise<void> {
  const is = ({ draft, window, changedAt }: Parcel) =>
    draft === sent.draft && window === sent.window && changedAt === sent.changedAt;
  if ((await outbox.list(sent.user)).some(is)) await outbox.drop(sent.draft, sent.window);
}

async function isSent(parcel: Parcel, wire: Wire): Promise<boolean> {
  const { inFlight, patches } = parcel.content as Kept;
  let { version } = parcel;
  const rest = Array.from({ length: Math.ceil(patches.length / MOST) }, (_, no) => ({
    id: newKey(),
    patches: patches.slice(no * MOST, (no + 1) * MOST),
  }));
  try {
    for (const batch of inFlight ? [inFlight, ...rest] : rest) {
      const body = { patch_id: batch.id, patches: [...batch.patches] } as DraftPatch;
      ({ version } = await wire.save(parcel.draft, version, body, false));
    }
    return true;
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    throw error;
  }
}
