import { describe, expect, it } from "vitest";
import { isConversation, sortFile } from "../../../src/pages/catalog/medium";
import { keyOf, keyProblems, rowCount, sortDropped } from "../../../src/pages/catalog/offer";
import { fromParams, NO_FILTER, projectQuery, toParams } from "../../../src/pages/catalog/row-filter";

const dropped = (path: string, content = "x") => ({
  file: new File([content], path.split("/").at(-1) ?? ""),
  path,
});

describe("what is dropped", () => {
  it.each([
    ["a/kobe.JPG", { as: "row", mediaType: "image" }],
    ["note.txt", { as: "row", mediaType: "text" }],
    ["talk.wav", { as: "row", mediaType: "audio" }],
    ["list.csv", { as: "list" }],
    ["talk.json", { as: "json" }],
    [".DS_Store", { as: "nothing" }],
    ["__MACOSX/._kobe.jpg", { as: "nothing" }],
  ])("is sorted by its name: %s", (path, expected) => {
    expect(sortFile(path, 1)).toEqual(expected);
  });

  it.each(["boxes.ndjson", "photos.zip", "drawing.svg", "tool.exe", "README"])(
    "is refused with a way out: %s",
    (path) => {
      const sorted = sortFile(path, 1);
      expect(sorted.as).toBe("refused");
      expect(sorted.as === "refused" && sorted.hint).toBeTruthy();
    },
  );

  it("is refused when it is empty", () => {
    expect(sortFile("kobe.jpg", 0)).toMatchObject({ as: "refused", reason: "the file is empty" });
  });

  it("becomes files, lists and refusals, each file once", async () => {
    const first = await sortDropped([dropped("p/a.jpg"), dropped("p/b.exe"), dropped("p/Thumbs.db")], []);
    const both = await sortDropped(
      [dropped("p/a.jpg"), dropped("p/c.txt"), dropped("l.csv", "url\nhttps://e.org/a.png\nnothing\n")],
      [],
      first,
    );
    expect(both.files.map((one) => one.path)).toEqual(["p/a.jpg", "p/c.txt"]);
    expect(both.refused.map((one) => one.path)).toEqual(["p/b.exe"]);
    expect(both.ignored).toBe(1);
    expect(rowCount(both)).toBe(3);
  });

  it("tells global keys that several files would have", async () => {
    const { files } = await sortDropped([dropped("a/x.jpg"), dropped("b/x.jpg"), dropped("b/y.jpg")], []);
    expect(keyProblems(files, "name").twice).toEqual(["x.jpg"]);
    expect(keyProblems(files, "path").twice).toEqual([]);
    expect([keyOf("a/x.jpg", "path"), keyOf("a/x.jpg", "name"), keyOf("a/x.jpg", "none")]).toEqual([
      "a/x.jpg",
      "x.jpg",
      null,
    ]);
  });

  it("knows a conversation by its messages", () => {
    expect(isConversation({ messages: [{ content: "hi" }] })).toBe(true);
    expect([{ messages: [] }, { rows: [] }, null, [1]].some(isConversation)).toBe(false);
  });
});

describe("a filter", () => {
  const filter = {
    ...NO_FILTER,
    key: "a",
    medium: "text" as const,
    metadata: ["x=1", "y>=2"],
    project: "p",
    minScore: 0.5,
    labelled: false,
  };

  it("is the same after it went through an address", () => {
    expect(fromParams(toParams(filter), null)).toEqual(filter);
  });

  it("asks nothing about annotations without a project", () => {
    expect(toParams({ ...filter, project: null }).has("min_score")).toBe(false);
  });

  it("leaves out what an address says wrongly", () => {
    const params = new URLSearchParams("medium=hologram&state=odd&min_score=7");
    expect(fromParams(params, "d")).toEqual({ ...NO_FILTER, dataset: "d" });
  });

  it("becomes the question to a project", () => {
    expect(projectQuery(filter)).toMatchObject({
      global_key_prefix: "a",
      media_type: "text",
      min_score: 0.5,
      has_label: false,
    });
  });
});
