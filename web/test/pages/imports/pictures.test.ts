import { describe, expect, it } from "vitest";
import { matchPictures, type Picture } from "../../../src/pages/imports/pictures";

const picture = (path: string): Picture => ({ file: new File([], path), path });
const found = (keys: string[], ...paths: string[]) =>
  Object.fromEntries([...matchPictures(keys, paths.map(picture))].map(([key, { path }]) => [key, path]));

describe("pictures for data rows", () => {
  it.each([
    ["day/kobe.jpg", "day/kobe.jpg"],
    ["kobe.jpg", "day/kobe.jpg"],
    ["kobe", "day/kobe.jpg"],
    ["kobe.png", "day/kobe.jpg"],
  ])("finds %s at %s", (key, path) => {
    expect(found([key], path)).toEqual({ [key]: path });
  });

  it("takes the path before the name", () => {
    expect(found(["night/kobe.jpg"], "day/kobe.jpg", "night/kobe.jpg")).toEqual({
      "night/kobe.jpg": "night/kobe.jpg",
    });
  });

  it("finds none where several have the name", () => {
    expect(found(["kobe.jpg"], "day/kobe.jpg", "night/kobe.jpg")).toEqual({});
  });
});
