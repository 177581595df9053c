import { expect, it } from "vitest";
import { liftOf } from "./lift";

// Python: p1 = 60/100, p0 = 40/100, exp(log(1.5) ± 1.959964 · sqrt(1/60 − 1/100 + 1/40 − 1/100)) − 1
it("has the interval of the log ratio", () => {
  const lift = liftOf({ count: 60, n: 100 }, { count: 40, n: 100 })!;
  expect(lift.lift).toBeCloseTo(0.5, 10);
  expect(lift.lower).toBeCloseTo(0.124081, 5);
  expect(lift.upper).toBeCloseTo(1.001634, 5);
});

it("is unknown without a success on either side", () => {
  expect(liftOf({ count: 0, n: 10 }, { count: 5, n: 10 })).toBeNull();
  expect(liftOf({ count: 5, n: 10 }, { count: 0, n: 10 })).toBeNull();
});
