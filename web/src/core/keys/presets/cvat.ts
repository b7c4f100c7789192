import type { Preset } from "../keymap";
import { DEFAULT } from "./default";

/** The keys of CVAT's workspace; `f` and `d` go to the next and the previous task where there are no frames. */
export const CVAT: Preset = {
  name: "cvat",
  title: "CVAT",
  features: DEFAULT.features.filter((one) => !one.startsWith("t ")),
  keys: {
    ...DEFAULT.keys,
    "region.hide": ["h"],
    "region.hideAll": ["t h"],
    "region.lock": ["l"],
    "region.lockAll": ["t l"],
    "region.raise": ["plus"],
    "region.lower": ["-"],
    "view.zoomIn": [],
    "view.zoomOut": [],
    "time.frameNext": ["f", "v"],
    "time.framePrevious": ["d", "c"],
    "time.keyframeNext": ["r"],
    "time.keyframePrevious": ["e"],
    "tool.select": [],
    "tool.point": ["shift+c"],
    "tool.ellipse": ["shift+e"],
    "tool.relation": ["shift+r"],
  },
};
