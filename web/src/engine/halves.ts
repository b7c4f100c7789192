/** Side in pixels below which a picture is not halved any more. */
const SMALL = 400;

/**
 * A picture and halves of it down to a few hundred pixels, the largest first.
 *
 * Halving exactly needs no better filter than the cheapest: each pixel is the mean of four.
 */
export async function halvesOf(bitmap: ImageBitmap): Promise<ImageBitmap[]> {
  const levels = [bitmap];
  let last = bitmap;
  while (Math.max(last.width, last.height) > 2 * SMALL) {
    const resizeWidth = Math.max(1, Math.round(last.width / 2));
    const resizeHeight = Math.max(1, Math.round(last.height / 2));
    last = await createImageBitmap(last, { resizeWidth, resizeHeight, resizeQuality: "low" });
    levels.push(last);
  }
  return levels;
}
