/** A picture that was dropped, with the path it had in its folder. */
export interface Picture {
  file: File;
  path: string;
}

/** The picture each key names: by path, by name, or by name without ending; a name several have finds none. */
export function matchPictures(keys: readonly string[], pictures: readonly Picture[]): Map<string, Picture> {
  const byPath = new Map(pictures.map((one) => [one.path, one]));
  const byName = unique(pictures, ({ path }) => nameOf(path));
  const byStem = unique(pictures, ({ path }) => stemOf(path));
  const found = new Map<string, Picture>();
  for (const key of keys) {
    const picture = byPath.get(key) ?? byName.get(nameOf(key)) ?? byStem.get(stemOf(key));
    if (picture !== undefined) {
      found.set(key, picture);
    }
  }
  return found;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const stemOf = (path: string): string => nameOf(path).replace(/\.(png|jpe?g|gif|webp|bmp|tiff?)$/i, "");

function unique(pictures: readonly Picture[], nameBy: (picture: Picture) => string): Map<string, Picture> {
  const seen = new Map<string, Picture | null>();
  for (const picture of pictures) {
    const name = nameBy(picture);
    seen.set(name, seen.has(name) ? null : picture);
  }
  return new Map([...seen].filter((entry): entry is [string, Picture] => entry[1] !== null));
}
