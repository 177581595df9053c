import { expect, it } from "vitest";
import { evenSplit } from "./split";

it.each([2, 3, 4, 6, 7])("sums up to one over %i arms", (count) => {
  const shares = Object.values(evenSplit(Array.from({ length: count }, (_, index) => `v1.${index}`)));
  expect(shares.reduce((sum, share) => sum + Math.round(share * 10_000), 0)).toBe(10_000);
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(0.001);
});
