/** A box in pixels of its scene. */
export interface Thing {
  name: "car" | "person" | "tree";
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A street to be drawn: everything in it has a known place, so that a "model" can be nearly right about it. */
export interface Scene {
  globalKey: string;
  sky: string;
  weather: "sunny" | "rainy";
  things: readonly Thing[];
}

export const WIDTH = 960;
export const HEIGHT = 640;
const HORIZON = 340;
const PAINT = ["#b4452f", "#2f5d8a", "#d9a441", "#4f7a5b", "#7a5a86"];

export const SCENES: readonly Scene[] = [
  {
    globalKey: "example/morning.png",
    sky: "#cfe3ee",
    weather: "sunny",
    things: [
      { name: "car", left: 120, top: 400, width: 220, height: 110 },
      { name: "car", left: 520, top: 430, width: 280, height: 140 },
      { name: "person", left: 410, top: 380, width: 52, height: 150 },
      { name: "tree", left: 820, top: 170, width: 120, height: 230 },
    ],
  },
  {
    globalKey: "example/rain.png",
    sky: "#9aa7b0",
    weather: "rainy",
    things: [
      { name: "car", left: 340, top: 410, width: 260, height: 130 },
      { name: "person", left: 680, top: 390, width: 50, height: 146 },
      { name: "person", left: 752, top: 400, width: 46, height: 138 },
      { name: "tree", left: 60, top: 150, width: 130, height: 250 },
    ],
  },
  {
    globalKey: "example/evening.png",
    sky: "#e7c3a0",
    weather: "sunny",
    things: [
      { name: "car", left: 60, top: 420, width: 250, height: 124 },
      { name: "car", left: 380, top: 395, width: 180, height: 90 },
      { name: "car", left: 640, top: 440, width: 270, height: 136 },
      { name: "tree", left: 470, top: 160, width: 110, height: 220 },
    ],
  },
];

/** Draws a scene as a PNG. */
export async function draw(scene: Scene): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (pen === null) {
    throw new Error("this browser offers no canvas to draw the example on");
  }
  drawGround(pen, scene);
  scene.things.forEach((thing, at) => {
    DRAWERS[thing.name](pen, thing, PAINT[at % PAINT.length] ?? "#555555");
  });
  if (scene.weather === "rainy") {
    drawRain(pen);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the example could not be drawn"))));
  });
}

type Pen = CanvasRenderingContext2D;

function drawGround(pen: Pen, scene: Scene): void {
  pen.fillStyle = scene.sky;
  pen.fillRect(0, 0, WIDTH, HORIZON);
  for (let at = 0; at < 9; at += 1) {
    pen.fillStyle = at % 2 ? "#b9ab98" : "#a8998a";
    const height = 90 + ((at * 53) % 110);
    pen.fillRect(at * 110 - 10, HORIZON - height, 104, height);
    pen.fillStyle = "#f2e6c9";
    for (let window = 0; window < 6; window += 1) {
      pen.fillRect(
        at * 110 + 8 + (window % 3) * 30,
        HORIZON - height + 16 + Math.floor(window / 3) * 36,
        14,
        18,
      );
    }
  }
  pen.fillStyle = "#8d8a83";
  pen.fillRect(0, HORIZON, WIDTH, 60);
  pen.fillStyle = "#5d5c5a";
  pen.fillRect(0, HORIZON + 60, WIDTH, HEIGHT - HORIZON - 60);
  pen.fillStyle = "#e9e3d2";
  for (let at = 0; at < 7; at += 1) {
    pen.fillRect(at * 150 + 20, 590, 80, 8);
  }
}

function drawCar(pen: Pen, { left, top, width, height }: Thing, paint: string): void {
  const wheel = height * 0.22;
  pen.fillStyle = paint;
  pen.beginPath();
  pen.roundRect(left, top + height * 0.38, width, height * 0.44, height * 0.12);
  pen.fill();
  pen.beginPath();
  pen.moveTo(left + width * 0.16, top + height * 0.42);
  pen.lineTo(left + width * 0.3, top);
  pen.lineTo(left + width * 0.7, top);
  pen.lineTo(left + width * 0.86, top + height * 0.42);
  pen.fill();
  pen.fillStyle = "#dfe9ee";
  pen.fillRect(left + width * 0.32, top + height * 0.08, width * 0.15, height * 0.28);
  pen.fillRect(left + width * 0.52, top + height * 0.08, width * 0.16, height * 0.28);
  pen.fillStyle = "#26241f";
  for (const at of [0.22, 0.78]) {
    pen.beginPath();
    pen.arc(left + width * at, top + height - wheel, wheel, 0, 2 * Math.PI);
    pen.fill();
  }
}

function drawPerson(pen: Pen, { left, top, width, height }: Thing, paint: string): void {
  pen.fillStyle = "#c99b77";
  pen.beginPath();
  pen.arc(left + width / 2, top + height * 0.11, height * 0.11, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = paint;
  pen.beginPath();
  pen.roundRect(left, top + height * 0.23, width, height * 0.4, width * 0.2);
  pen.fill();
  pen.fillStyle = "#33404a";
  pen.fillRect(left + width * 0.12, top + height * 0.6, width * 0.3, height * 0.4);
  pen.fillRect(left + width * 0.58, top + height * 0.6, width * 0.3, height * 0.4);
}

function drawTree(pen: Pen, { left, top, width, height }: Thing): void {
  pen.fillStyle = "#6b4f36";
  pen.fillRect(left + width * 0.42, top + height * 0.5, width * 0.16, height * 0.5);
  pen.fillStyle = "#5c7f4f";
  pen.beginPath();
  pen.ellipse(left + width / 2, top + height * 0.32, width / 2, height * 0.32, 0, 0, 2 * Math.PI);
  pen.fill();
}

const DRAWERS = { car: drawCar, person: drawPerson, tree: drawTree };

function drawRain(pen: Pen): void {
  pen.strokeStyle = "#ffffff66";
  pen.lineWidth = 2;
  pen.beginPath();
  for (let at = 0; at < 90; at += 1) {
    const x = (at * 137) % WIDTH;
    const y = (at * 71) % HEIGHT;
    pen.moveTo(x, y);
    pen.lineTo(x - 6, y + 22);
  }
  pen.stroke();
}
