import { describe, expect, it } from "vitest";
import type { Schema } from "../Shared/api";
import { compareMatch } from "./compare";
import { contractName, parseOcc } from "./occ";

const match: Schema<"MatchRecord"> = {
  id: "01",
  day: "2026-09-28",
  symbol: "MSFT",
  recommendation_id: "r",
  execution_id: "e",
  match_type: "modify",
  score: 96,
  strike_difference: -2.5,
  days_difference: 7,
  premium_difference: 0,
  further_fills: [],
  structure: "single_leg",
  reason_code: null,
  reason_text: null,
  reviewed_at: null,
  excluded_reason: null,
  outcome: null,
  history: [],
  revision: 1,
  decided_by: null,
  updated_at: "2026-09-29T16:00:00Z",
  recommendation: {
    recommendation_id: "r",
    sent_at: "2026-09-28T15:25:00Z",
    symbol: "MSFT",
    account: null,
    action: "STO",
    strike: 177.5,
    expiration: "2026-10-12",
    option_right: "put",
    premium: 343,
    type: "new_position",
    algorithm_version: "v3",
    further_legs: [],
    instrument: null,
  },
  executions: [
    {
      execution_id: "e",
      executed_at: "2026-09-28T15:29:00Z",
      instrument: "MSFT  261019P00175000",
      action: "STO",
      quantity: 1,
      price: 343,
      fees: 1.15,
      account: null,
      recommendation_id: null,
      cause: "trade",
      instrument_kind: "option",
      underlying: "MSFT",
      order_id: null,
      multiplier: 100,
      currency: "USD",
    },
  ],
};

describe("a match side by side", () => {
  it("marks what differs and nothing else", () => {
    const differing = compareMatch(match).filter((field) => field.difference !== null);
    expect(differing).toEqual([
      { name: "Strike", recommended: "$177.50", executed: "$175.00", difference: "−$2.50" },
      { name: "Expiration", recommended: "2026-10-12", executed: "2026-10-19", difference: "+7 d" },
    ]);
  });
  it("has one side only where nothing was executed", () => {
    const rejected = compareMatch({ ...match, executions: [], strike_difference: null, days_difference: null, premium_difference: null });
    expect(rejected.every((field) => field.executed === "–" && field.difference === null)).toBe(true);
  });
});

describe("OCC symbols", () => {
  it("are read", () => {
    expect(parseOcc("MSFT  261019P00175000")).toEqual({ symbol: "MSFT", expiration: "2026-10-19", right: "put", strike: 175 });
    expect(parseOcc("BRK.B 260116C00512500")).toEqual({ symbol: "BRK.B", expiration: "2026-01-16", right: "call", strike: 512.5 });
  });
  it("that are none stay as they are", () => {
    expect(parseOcc("MSFT")).toBeNull();
    expect(contractName("BTC/USD")).toBe("BTC/USD");
  });
});
