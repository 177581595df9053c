import { expect, it } from "vitest";
import { csvLine } from "./csv";

it("quotes what has commas, quotes and lines", () => {
  expect(csvLine(["a,b", 'say "no"', "two\nlines", 1.5, null, true])).toBe('"a,b","say ""no""","two\nlines",1.5,,true');
});

it("lets no spreadsheet run a text as a formula, and leaves numbers alone", () => {
  expect(csvLine(["=1+1", "@x", "-3.5", -3.5])).toBe("'=1+1,'@x,-3.5,-3.5");
});
