/** The presets a person can choose from. */

import type { Preset } from "../keymap";
import { CVAT } from "./cvat";
import { DEFAULT } from "./default";
import { LABEL_STUDIO } from "./label-studio";

export const PRESETS: readonly Preset[] = [DEFAULT, LABEL_STUDIO, CVAT];

/** Return a preset by name; one that is not known is the default. */
export function presetOf(name: string): Preset {
  return PRESETS.find((one) => one.name === name) ?? DEFAULT;
}
