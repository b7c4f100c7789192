import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decisions } from "../../src/core/decisions";
import type { Step } from "../../src/core/steps";
import type { Annotation } from "../../src/core/wire";

/** A copy in the draft of the pre-label `key` of a bundle. */
function copy(bundle: number, key: string): Annotation {
  return { key: `copy of ${bundle}/${key}`, origin: { set_id: 1, bundle_id: bundle, key } } as Annotation;
}

function decide(bundle: number, key: string, isRejected: boolean): Step {
  return { kind: "decision", offered: { bundle, key }, before: !isRejected, after: isRejected };
}

function step(before: Annotation | null, after: Annotation | null): Step {
  return { kind: "annotation", key: (after ?? before)?.key ?? "", before, after, place: 0 };
}

const BUNDLES = [1, 2, 11];
// Bundle and key written one after the other would be the same for 1 and "1a", and for 11 and "a".
const KEYS = ["a", "1a", "1/a", ""];
const ACTS = fc.array(
  fc.record({
    bundle: fc.constantFrom(...BUNDLES),
    key: fc.constantFrom(...KEYS),
    act: fc.constantFrom("accept", "unaccept", "reject", "restore"),
  }),
);

describe("decisions about pre-labels", () => {
  it("are those taken last, of each bundle and key by itself", () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const decisions = new Decisions([], []);
        const accepted = new Set<string>();
        const rejected = new Set<string>();
        for (const { bundle, key, act } of acts) {
          const name = JSON.stringify([bundle, key]);
          const made = copy(bundle, key);
          if (act === "accept") decisions.follow(step(null, made));
          else if (act === "unaccept") decisions.follow(step(made, null));
          else decisions.follow(decide(bundle, key, act === "reject"));
          if (act === "accept") accepted.add(name);
          if (act === "unaccept") accepted.delete(name);
          if (act === "reject") rejected.add(name);
          if (act === "restore") rejected.delete(name);
        }
        for (const bundle of BUNDLES)
          for (const key of KEYS) {
            const name = JSON.stringify([bundle, key]);
            expect(decisions.copyOf({ bundle, key })).toBe(
              accepted.has(name) ? copy(bundle, key).key : undefined,
            );
            expect(decisions.isRejected({ bundle, key })).toBe(rejected.has(name));
            expect(decisions.isDecided({ bundle, key })).toBe(accepted.has(name) || rejected.has(name));
          }
        const listed = [...decisions.rejected()].map(({ bundle, key }) => JSON.stringify([bundle, key]));
        expect(listed.sort()).toEqual([...rejected].sort());
      }),
    );
  });

  it("are there from the beginning for what the draft was made from and what was rejected before", () => {
    const decisions = new Decisions([copy(1, "a")], [{ bundle: 2, key: "a" }]);
    expect(decisions.copyOf({ bundle: 1, key: "a" })).toBe("copy of 1/a");
    expect(decisions.isRejected({ bundle: 1, key: "a" })).toBe(false);
    expect(decisions.isRejected({ bundle: 2, key: "a" })).toBe(true);
  });
});
