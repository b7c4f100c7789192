/**
 * COCO counts: lengths of runs of pixels column by column, the unset run first, then alternating.
 *
 * The compressed text spells each number in groups of five bits, lowest first, as characters from `0` (48): bit 32
 * says that another group follows, bit 16 of the last group is the sign. From the fourth count on, the number spelled
 * is the difference to the count two places earlier.
 */
export function expand(text: string): Int32Array {
  const counts = new Int32Array(text.length);
  let size = 0;
  let number = 0;
  let shift = 0;
  for (let index = 0; index < text.length; index += 1) {
    const symbol = text.charCodeAt(index) - 48;
    if (symbol < 0 || symbol > 63 || shift > 30) throw new RangeError(`mask counts are broken at ${index}`);
    number |= (symbol & 31) << shift;
    shift += 5;
    if (symbol & 32) continue;
    // Beyond 32 bits there is no sign to extend: a shift by 35 would wrap around.
    if (symbol & 16 && shift < 32) number |= -1 << shift;
    counts[size] = size > 2 ? number + (counts[size - 2] as number) : number;
    size += 1;
    number = 0;
    shift = 0;
  }
  if (shift > 0) throw new RangeError("mask counts end in the middle of a number");
  return counts.subarray(0, size);
}

/** The compressed text of counts. */
export function compress(counts: ArrayLike<number>): string {
  const bytes = new Uint8Array(counts.length * 7);
  let size = 0;
  for (let index = 0; index < counts.length; index += 1) {
    let number = counts[index] as number;
    if (index > 2) number -= counts[index - 2] as number;
    let hasMore = true;
    while (hasMore) {
      const group = number & 31;
      number >>= 5;
      hasMore = group & 16 ? number !== -1 : number !== 0;
      bytes[size] = group + (hasMore ? 32 : 0) + 48;
      size += 1;
    }
  }
  return new TextDecoder().decode(bytes.subarray(0, size));
}
