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
 * Send what closed windows left behind.
 *
 * What the server refuses stays where it is: whoever opens the task again is asked.
 *
 * @returns the parcels that stay.
 */
export async function sendParcels(
  outbox: Outbox,
  user: string,
  wire: Wire,
  isOpen: (window: string) => Promise<boolean>,
): Promise<Parcel[]> {
  const staying: Parcel[] = [];
  for (const parcel of await outbox.list(user)) {
    if (await isOpen(parcel.window)) continue;
    if (await isSent(parcel, wire)) await outbox.drop(parcel.draft, parcel.window);
    else staying.push(parcel);
  }
  return staying;
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
