import { expect, it } from "vitest";
import { tintOf } from "./heat";

it("is coloured by the difference from the mean", () => {
  expect(tintOf(0.7, 0.7)).toEqual({ tone: "good", strength: 0 });
  expect(tintOf(0.95, 0.7)).toEqual({ tone: "good", strength: 45 });
  expect(tintOf(0.575, 0.7)).toEqual({ tone: "bad", strength: 23 });
  expect(tintOf(0, 0.7).strength).toBe(45);
});
