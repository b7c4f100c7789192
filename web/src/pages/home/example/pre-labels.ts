import { SCENES, type Scene, type Thing } from "./scene";

/** A row of Labelbox's NDJSON. */
export type Row = Record<string, unknown> & { dataRow: { globalKey: string }; name: string };

/**
 * What a middling model would say about the scenes: most boxes nearly right, one thing missed, one car seen where
 * none is, and one row whose name the ontology does not have, so that there is something to correct and to report.
 */
export function preLabels(): Row[] {
  return SCENES.flatMap((scene, at) => [
    ...scene.things
      .filter((thing) => thing.name !== "tree")
      .map((thing, no) => boxRow(scene, thing, at + no)),
    {
      dataRow: { globalKey: scene.globalKey },
      name: "weather",
      answer: { name: at === 2 ? "rainy" : scene.weather },
      confidence: at === 2 ? 0.52 : 0.91,
    },
  ]).concat(mistakes());
}

function boxRow(scene: Scene, thing: Thing, seed: number): Row {
  const shift = ((seed * 7) % 5) - 2;
  return {
    dataRow: { globalKey: scene.globalKey },
    name: thing.name,
    bbox: {
      left: thing.left + shift * 3,
      top: thing.top - shift * 2,
      width: thing.width + shift * 2,
      height: thing.height + shift,
    },
    confidence: Math.round((0.97 - ((seed * 13) % 40) / 100) * 100) / 100,
  };
}

function mistakes(): Row[] {
  const [morning, rain] = SCENES;
  return [
    {
      dataRow: { globalKey: morning?.globalKey ?? "" },
      name: "car",
      bbox: { left: 250, top: 250, width: 90, height: 60 },
      confidence: 0.31,
    },
    {
      dataRow: { globalKey: rain?.globalKey ?? "" },
      name: "bicycle",
      bbox: { left: 690, top: 470, width: 80, height: 60 },
      confidence: 0.64,
    },
  ];
}
