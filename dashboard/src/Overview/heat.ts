import type { Schema } from "../Shared/api";

type Cell = Schema<"HeatmapCell">;

/** The cells of each ticker, in the order of the tickers. */
export function byTicker(cells: readonly Cell[]): [ticker: string, cells: Cell[]][] {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) found.set(cell.ticker, [...(found.get(cell.ticker) ?? []), cell]);
  return [...found];
}

/** A difference from the mean that has the full colour. */
const full = 0.25;
const strongest = 45;

/** On which side of the mean a rate is, and how strongly it is coloured, in percent. */
export const tintOf = (rate: number, mean: number): { tone: "good" | "bad"; strength: number } => ({
  tone: rate >= mean ? "good" : "bad",
  strength: Math.round((Math.min(Math.abs(rate - mean), full) / full) * strongest),
});
