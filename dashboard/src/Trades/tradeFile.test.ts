import { expect, it } from "vitest";
import { csvRows, readTrades, sendTrades } from "./tradeFile";

it("reads CSV with the API's fields: figures are numbers, what is empty is left out", () => {
  expect(readTrades('trade_id,symbol,quantity,entry_reasoning\r\nt1,BTC/USD,2.5,"Third ""test"",\nof support"\r\nt2,X,,\r\n')).toEqual([
    {
      place: "line 2",
      trade: { trade_id: "t1", symbol: "BTC/USD", quantity: 2.5, entry_reasoning: 'Third "test",\nof support' },
      unusable: null,
    },
    { place: "line 4", trade: { trade_id: "t2", symbol: "X" }, unusable: null },
  ]);
});

it("names the line and the field where a number is missing", () => {
  expect(readTrades("trade_id,quantity\nt1,two")[0]!.unusable).toBe("quantity is “two”, which is not a number");
});

it("reads JSON in each of its forms", () => {
  const one = { trade_id: "t1" };
  for (const text of [JSON.stringify([one]), JSON.stringify({ trades: [one] }), JSON.stringify(one)])
    expect(readTrades(text)).toEqual([{ place: "trade 1", trade: one, unusable: null }]);
  expect(readTrades('{"trade_id": "t1"}\n\n{"trade_id"\n').map((read) => [read.place, read.unusable])).toEqual([
    ["line 1", null],
    ["line 3", "is not valid JSON"],
  ]);
});

it("says what a file is that it does not take", () => {
  expect(() => readTrades("")).toThrow("empty");
  expect(() => readTrades("a,b\n1,2")).toThrow("trade_id");
  expect(() => readTrades('{"strategy": {}}')).toThrow("freqtrade");
  expect(() => csvRows('a,"b')).toThrow("line 1");
});

it("sends in parts and says where each refused trade stands", async () => {
  const trades = Array.from({ length: 300 }, (_, index) => ({
    place: `line ${index + 2}`,
    trade: { trade_id: `t${index}` },
    unusable: null,
  }));
  const parts: number[] = [];
  const progress: number[] = [];
  const sent = await sendTrades(
    [...trades, { place: "line 302", trade: null, unusable: "is not valid JSON" }],
    async (part) => {
      parts.push(part.length);
      return {
        results: part.map((one, index) => ({
          index,
          trade_id: one.trade_id as string,
          status: one.trade_id === "t251" ? 400 : 200,
          stored: index > 0,
          error: one.trade_id === "t251" ? "quantity: Expected a number." : null,
          errors: null,
        })),
      };
    },
    (done) => progress.push(done),
  );
  expect([parts, progress]).toEqual([
    [250, 50],
    [250, 300],
  ]);
  expect(sent).toEqual({
    stored: 297,
    storedBefore: 2,
    refused: [
      { place: "line 302", trade_id: null, error: "is not valid JSON" },
      { place: "line 253", trade_id: "t251", error: "quantity: Expected a number." },
    ],
  });
});
