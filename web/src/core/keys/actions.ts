/** Actions: everything in the editor that a key can do, and where it can do it. */

/**
 * Where an action is at hand: everywhere, on the editor page, while the stage has the focus, or on a stage with a
 * time line. Each contains the ones after it.
 */
export type Scope = "global" | "page" | "stage" | "time";

export interface Action {
  readonly id: string;
  readonly title: string;
  readonly scope: Scope;
  readonly group: Group;
}

export type Group =
  | "Everywhere"
  | "Task"
  | "Editing"
  | "Regions"
  | "Tools"
  | "Predictions"
  | "View"
  | "Time line";

const ALL = [
  ["palette.open", "Search actions, features and pages", "global", "Everywhere"],
  ["help.open", "Show the keyboard shortcuts", "global", "Everywhere"],
  ["task.submit", "Submit", "page", "Task"],
  ["task.skip", "Skip", "page", "Task"],
  ["task.next", "Next task", "page", "Task"],
  ["task.previous", "Previous task", "page", "Task"],
  ["edit.undo", "Undo", "page", "Editing"],
  ["edit.redo", "Redo", "page", "Editing"],
  ["region.deleteAll", "Delete all regions", "page", "Editing"],
  ["region.comment", "Comment on the region", "page", "Regions"],
  ["region.copy", "Copy", "stage", "Editing"],
  ["region.paste", "Paste", "stage", "Editing"],
  ["region.duplicate", "Duplicate", "stage", "Editing"],
  ["region.delete", "Delete", "stage", "Editing"],
  ["region.selectAll", "Select all", "stage", "Regions"],
  ["region.next", "Next region", "stage", "Regions"],
  ["region.previous", "Previous region", "stage", "Regions"],
  ["region.deselect", "Deselect, or leave the tool", "stage", "Regions"],
  ["region.inspect", "Go to the answers and numbers", "stage", "Regions"],
  ["region.hide", "Hide or show the region", "stage", "Regions"],
  ["region.hideAll", "Hide or show all regions", "stage", "Regions"],
  ["region.lock", "Lock or unlock the region", "stage", "Regions"],
  ["region.lockAll", "Lock or unlock all regions", "stage", "Regions"],
  ["region.raise", "Bring forward", "stage", "Regions"],
  ["region.lower", "Send backward", "stage", "Regions"],
  ["draw.again", "Draw again with the last tool", "stage", "Tools"],
  ["draw.redraw", "Redraw the region", "stage", "Tools"],
  ["tool.select", "Select and move", "stage", "Tools"],
  ["tool.pan", "Move the picture", "stage", "Tools"],
  ["tool.box", "Box", "stage", "Tools"],
  ["tool.rotatedBox", "Rotated box", "stage", "Tools"],
  ["tool.polygon", "Polygon", "stage", "Tools"],
  ["tool.polyline", "Line", "stage", "Tools"],
  ["tool.point", "Point", "stage", "Tools"],
  ["tool.ellipse", "Ellipse", "stage", "Tools"],
  ["tool.brush", "Brush", "stage", "Tools"],
  ["tool.eraser", "Eraser", "stage", "Tools"],
  ["tool.relation", "Relationship", "stage", "Tools"],
  ["prediction.accept", "Accept the prediction", "stage", "Predictions"],
  ["prediction.reject", "Reject the prediction", "stage", "Predictions"],
  ["prediction.acceptAll", "Accept all above the threshold", "stage", "Predictions"],
  ["disagreement.next", "Next disagreement", "stage", "Predictions"],
  ["disagreement.previous", "Previous disagreement", "stage", "Predictions"],
  ["aim.next", "Aim at the next corner", "stage", "Tools"],
  ["aim.previous", "Aim at the corner before", "stage", "Tools"],
  ["view.fit", "Fit to the window", "stage", "View"],
  ["view.zoomIn", "Zoom in", "stage", "View"],
  ["view.zoomOut", "Zoom out", "stage", "View"],
  ["time.play", "Play or pause", "time", "Time line"],
  ["time.frameNext", "Next frame", "time", "Time line"],
  ["time.framePrevious", "Previous frame", "time", "Time line"],
  ["time.keyframeNext", "Next keyframe", "time", "Time line"],
  ["time.keyframePrevious", "Previous keyframe", "time", "Time line"],
  ["time.keyframe", "Set or clear a keyframe", "time", "Time line"],
  ["time.outside", "Outside or inside the frame", "time", "Time line"],
  ["time.occluded", "Occluded or not", "time", "Time line"],
] as const satisfies readonly (readonly [string, string, Scope, Group])[];

export type ActionId = (typeof ALL)[number][0];

export const ACTIONS: readonly (Action & { readonly id: ActionId })[] = ALL.map(
  ([id, title, scope, group]) => ({
    id,
    title,
    scope,
    group,
  }),
);

const BY_ID: ReadonlyMap<string, Action & { readonly id: ActionId }> = new Map(
  ACTIONS.map((one) => [one.id, one]),
);

/** Return an action; every id of the type is there. */
export function actionOf(id: ActionId): Action {
  const found = BY_ID.get(id);
  if (!found) throw new RangeError(`no action ${id}`);
  return found;
}

export function isAction(id: string): id is ActionId {
  return BY_ID.has(id);
}

const DEPTH: readonly Scope[] = ["global", "page", "stage", "time"];

/** Whether an action of a scope is at hand where the innermost scope is `here`. */
export function contains(scope: Scope, here: Scope): boolean {
  return DEPTH.indexOf(scope) <= DEPTH.indexOf(here);
}
