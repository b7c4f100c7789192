import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clicked,
  EVERYTHING,
  isPicked,
  NOTHING,
  pick,
  pickedCount,
} from "../../../src/pages/catalog/selection";

const ORDER = ["a", "b", "c", "d", "e"];
const picked = (selection: typeof NOTHING) => ORDER.filter((id) => isPicked(selection, id)).join("");
const plain = { last: null, isShift: false };

describe("picking data rows", () => {
  it("turns one with a click", () => {
    const one = clicked(NOTHING, ORDER, "b", plain);
    expect(picked(one)).toBe("b");
    expect(picked(clicked(one, ORDER, "b", plain))).toBe("");
  });

  it("goes on to where shift was held, in either direction, with what the first click did", () => {
    const one = clicked(NOTHING, ORDER, "d", plain);
    expect(picked(clicked(one, ORDER, "b", { last: "d", isShift: true }))).toBe("bcd");
    const off = clicked(EVERYTHING, ORDER, "b", plain);
    expect(picked(clicked(off, ORDER, "d", { last: "b", isShift: true }))).toBe("ae");
  });

  it("counts all that match as far as the total is known", () => {
    const most = pick(EVERYTHING, ["a", "b"], false);
    expect(pickedCount(most, 100)).toBe(98);
    expect(pickedCount(most, null)).toBeNull();
    expect(pickedCount(pick(NOTHING, ["a"], true), null)).toBe(1);
  });

  it("holds exactly what was picked last, whatever the order of clicks", () => {
    const step = fc.tuple(fc.subarray(ORDER), fc.boolean());
    fc.assert(
      fc.property(fc.boolean(), fc.array(step), (isAll, steps) => {
        const expected = new Set(isAll ? ORDER : []);
        let selection = isAll ? EVERYTHING : NOTHING;
        for (const [ids, isOn] of steps) {
          selection = pick(selection, ids, isOn);
          for (const id of ids) {
            if (isOn) expected.add(id);
            else expected.delete(id);
          }
        }
        expect(picked(selection)).toBe(ORDER.filter((id) => expected.has(id)).join(""));
      }),
    );
  });
});
