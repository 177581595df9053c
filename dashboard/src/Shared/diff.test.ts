import { describe, expect, it } from "vitest";
import { diffWords, keptShare } from "./diff";

const joined = (text: string, kinds: string[]) =>
  diffWords("Say why {signal} fits {ticker}.", text)
    .filter((piece) => kinds.includes(piece.kind))
    .map((piece) => piece.text)
    .join("");

describe("diffWords", () => {
  it("gives both texts back", () => {
    const latter = "Say in one line why {signal} suits {ticker}!";
    expect(joined(latter, ["same", "removed"])).toBe("Say why {signal} fits {ticker}.");
    expect(joined(latter, ["same", "added"])).toBe(latter);
  });
  it("keeps what is in both and takes a placeholder as one word", () => {
    expect(diffWords("a {signal} b", "a {ticker} b")).toEqual([
      { kind: "same", text: "a " },
      { kind: "removed", text: "{signal} " },
      { kind: "added", text: "{ticker} " },
      { kind: "same", text: "b" },
    ]);
  });
  it("finds nothing between equal texts, and all between others", () => {
    expect(diffWords("same text", "same text")).toEqual([{ kind: "same", text: "same text" }]);
    expect(diffWords("", "new")).toEqual([{ kind: "added", text: "new" }]);
    expect(diffWords("old", "")).toEqual([{ kind: "removed", text: "old" }]);
  });
});

it("tells a changed text from another one", () => {
  expect(keptShare(diffWords("one two three four", "one two three five"))).toBeGreaterThan(0.7);
  expect(keptShare(diffWords("one two", "three four"))).toBe(0);
});
