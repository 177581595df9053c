import { expect, it } from "vitest";
import type { Schema } from "../Shared/api";
import { keepsPlaces } from "./merge";

const learning = (factors: string[], votes: number) =>
  ({
    total_feedback: votes,
    learning_curve: [{ from: "2026-03-02" }],
    champion_changes: [],
    prompts: [{ signal: "BUY", prompt_version: "v1.0" }],
    models: [{ model_used: "openai" }],
    heatmap: { mean: 0.5, cells: [{ ticker: "AAPL", signal: "BUY" }], tickers_left_out: 0 },
    factors: factors.map((factor) => ({ factor })),
    alerts: [],
  }) as unknown as Schema<"LearningResponse">;

it("lets figures change where they stand", () => expect(keepsPlaces(learning(["rsi"], 1), learning(["rsi"], 2))).toBe(true));

it("sees that a row would move", () => {
  expect(keepsPlaces(learning(["rsi", "macd"], 1), learning(["macd", "rsi"], 1))).toBe(false);
  expect(keepsPlaces(learning(["rsi"], 1), learning(["macd", "rsi"], 1))).toBe(false);
});
