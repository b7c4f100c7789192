import { useCallback, useEffect, useState } from "react";
import type { DataRow } from "../api/gen";
import type { Picture } from "../engine/picture";
import { holdPicture } from "./pictures";

/** A picture on its way. */
export interface PictureState {
  readonly picture: Picture | null;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The picture of an asset of a data row; the one before is not shown meanwhile. */
export function usePicture(row: DataRow, no: number): PictureState {
  const asset = row.assets[no];
  const [attempt, setAttempt] = useState(0);
  const name = `${row.id} ${no} ${attempt}`;
  const [state, setState] = useState<{ name: string; picture: Picture | null; error: unknown }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `name` says which asset and which attempt it is
  useEffect(() => {
    if (!asset) return;
    let isWanted = true;
    const { loading, release } = holdPicture(row.id, no, asset);
    loading.then(
      (picture) => isWanted && setState({ name, picture, error: null }),
      (error: unknown) => isWanted && setState({ name, picture: null, error }),
    );
    return () => {
      isWanted = false;
      release();
    };
  }, [name]);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  const isThis = state?.name === name;
  return { picture: isThis ? state.picture : null, error: isThis ? state.error : null, retry };
}
