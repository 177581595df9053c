import { expect, it } from "vitest";
import { shownTarget } from "./targets";

it("shows what is beside what is wanted, with its interval", () => {
  expect(
    shownTarget({ kind: "positive_rate", wanted: 0.8, verdict: "open", actual: { n: 200, mean: 0.785, lower: 0.72, upper: 0.836 } }),
  ).toEqual({
    name: "Positive ratings",
    actual: "78.5%",
    target: "80% within the interval",
    tone: "warn",
    note: "72.0% to 83.6%, n 200",
  });
});

it("says of a cost that it is the most that is wanted", () => {
  const shown = shownTarget({
    kind: "cost_per_quality_explanation",
    wanted: 0.002,
    verdict: "met",
    actual: { n: 20, mean: 0.0005, lower: 0.0004, upper: 0.0008 },
  });
  expect(shown.target).toBe("≤ $0.00200 met");
  expect(shown.actual).toBe("$0.000500");
});

it("names no interval where nothing is known", () => {
  const shown = shownTarget({
    kind: "lift_on_baseline",
    wanted: 0.25,
    verdict: "unknown",
    actual: { n: 0, mean: null, lower: null, upper: null },
  });
  expect(shown.note).toBe("n 0");
  expect(shown.target).toBe("+25% not known yet");
});
