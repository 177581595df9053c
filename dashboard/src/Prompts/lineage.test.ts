import { expect, it } from "vitest";
import { lineage } from "./lineage";

const versions = [
  { prompt_version: "v1.0", parent: null },
  { prompt_version: "v1.2", parent: "v1.0" },
  { prompt_version: "v1.12", parent: "v1.2" },
  { prompt_version: "a", parent: "b" },
  { prompt_version: "b", parent: "a" },
];

it("begins with the first ancestor", () => expect(lineage("v1.12", versions)).toEqual(["v1.0", "v1.2", "v1.12"]));
it("ends in a circle", () => expect(lineage("a", versions)).toEqual(["b", "a"]));
