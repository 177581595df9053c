import { describe, expect, it } from "vitest";
import { queueSearch } from "../Recommendations/search";
import { date, flag, number, oneOf, searchOf, text } from "./search";

describe("search parameters", () => {
  const read = searchOf({ symbol: text, kind: oneOf("modify", "reject"), from: date, days: number(1, 90), open: flag });

  it("are read as what they are", () => {
    expect(read({ symbol: " MSFT ", kind: "modify", from: "2026-11-02", days: "30", open: true })).toEqual({
      symbol: "MSFT",
      kind: "modify",
      from: "2026-11-02",
      days: 30,
      open: true,
    });
  });
  it("that can't be used are left out, so that the page opens all the same", () => {
    expect(read({ symbol: "", kind: "nonsense", from: "2026-13-45", days: 91, open: "no", other: 1 })).toEqual({});
  });
  it("of the queue take a symbol that looks like a number", () => {
    expect(queueSearch({ symbol: 700, type: "consent" })).toEqual({ symbol: "700" });
  });
});
