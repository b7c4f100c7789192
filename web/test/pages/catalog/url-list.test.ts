import { describe, expect, it } from "vitest";
import type { MetadataField } from "../../../src/api/gen";
import { readUrlList } from "../../../src/pages/catalog/url-list";

const field = (name: string, kind: MetadataField["kind"], options: string[] = []): MetadataField => ({
  id: name,
  name,
  kind,
  is_reserved: false,
  options: options.map((option) => ({ id: option, name: option })),
});
const FIELDS = [field("weather", "enum", ["rain", "sun"]), field("speed", "number"), field("at", "datetime")];

describe("a list of URLs", () => {
  it("becomes data rows with keys and metadata of the kinds their fields have", () => {
    const list = readUrlList(
      "row_data,global_key,external_id,metadata.weather,metadata.speed,metadata.city\n" +
        "https://example.org/a.jpg,a,7,rain,12.5,Kobe\n" +
        "https://example.org/b.mp4,,,,,\n",
      FIELDS,
    );
    expect(list.refused).toEqual([]);
    expect(list.rows.map((one) => [one.line, one.row])).toEqual([
      [
        2,
        {
          url: "https://example.org/a.jpg",
          media_type: "image",
          global_key: "a",
          external_id: "7",
          metadata: { weather: "rain", speed: 12.5, city: "Kobe" },
        },
      ],
      [
        3,
        {
          url: "https://example.org/b.mp4",
          media_type: "video",
          global_key: undefined,
          external_id: undefined,
          metadata: {},
        },
      ],
    ]);
    expect(list.newFields).toEqual(["city"]);
  });

  it.each([
    ['url\n""\n', 2, "the URL is empty"],
    ["url\nkobe.jpg\n", 2, '"kobe.jpg" is no URL'],
    ["url\ns3://bucket/kobe.jpg\n", 2, "the server cannot fetch s3:// URLs"],
    ["url,global_key\nhttps://e.org/a\n", 2, "the line has 1 fields, the first line has 2"],
    ["url,media_type\nhttps://e.org/a,hologram\n", 2, 'media_type "hologram" is not known'],
    ["url,metadata.weather\nhttps://e.org/a,snow\n", 2, '"snow" in metadata.weather is none of the values'],
    ["url,metadata.speed\nhttps://e.org/a,fast\n", 2, '"fast" in metadata.speed is no number'],
    ["url,metadata.at\nhttps://e.org/a,today\n", 2, '"today" in metadata.at is no datetime'],
    [
      `url,global_key\nhttps://e.org/a,${"x".repeat(201)}\n`,
      2,
      "the global key has 201 characters, may have 200",
    ],
    ["image\nhttps://e.org/a\n", 1, "no column is called row_data or url; there are image"],
    ["", 1, "the file is empty"],
  ])("refuses %j with its line and reason", (text, line, reason) => {
    const list = readUrlList(text, FIELDS);
    expect(list.rows).toEqual([]);
    expect(list.refused.map((one) => [one.line, one.reason])).toEqual([[line, reason]]);
    expect(list.refused[0]?.hint).not.toBe("");
  });

  it("keeps the first of two rows with one global key", () => {
    const list = readUrlList("url,global_key\nhttps://e.org/a,k\nhttps://e.org/b,k\nhttps://e.org/c,l\n");
    expect(list.rows.map((one) => one.line)).toEqual([2, 4]);
    expect(list.refused).toMatchObject([{ line: 3, reason: 'global key "k" is that of line 2' }]);
  });

  it("takes nothing of what stands behind an open quotation mark", () => {
    const list = readUrlList('url\nhttps://e.org/a\n"https://e.org/b\nhttps://e.org/c\n');
    expect(list.rows.map((one) => one.line)).toEqual([2]);
    expect(list.refused.map((one) => one.line)).toEqual([3]);
  });
});
