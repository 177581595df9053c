import type { Schema } from "../Shared/api";

/** A trade of a file, where it stands there; or why it can't be sent. */
export interface FileTrade {
  /** "line 7" or "trade 7". */
  place: string;
  trade: Record<string, unknown> | null;
  unusable: string | null;
}

type Input = Schema<"TradeInput">;

const numbers: ReadonlySet<string> = new Set<keyof Input>([
  "entry_price",
  "exit_price",
  "quantity",
  "multiplier",
  "fees",
  "pnl",
  "stop_price",
  "lowest_price",
  "highest_price",
]);

/** What the API takes in one request is 1 000; less lets the progress be seen. */
const atOnce = 250;

/**
 * Reads closed trades as `./run import trades` does: CSV or JSON with the API's fields, also an object a line.
 * Throws what is no such file.
 */
export function readTrades(text: string): FileTrade[] {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") throw new Error("The file is empty.");
  if (trimmed.startsWith("[") || trimmed.startsWith("{")) return fromJson(trimmed);
  return fromCsv(trimmed);
}

function fromJson(text: string): FileTrade[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return fromLines(text);
  }
  if (Array.isArray(root)) return root.map((item, index) => fromItem(`trade ${index + 1}`, item));
  const whole = root as Record<string, unknown>;
  if (Array.isArray(whole.trades)) return whole.trades.map((item, index) => fromItem(`trade ${index + 1}`, item));
  if ("trade_id" in whole) return [fromItem("trade 1", whole)];
  throw new Error(
    "strategy" in whole
      ? "This looks like a backtest of freqtrade: ./run import trades takes it."
      : 'This JSON has no trades: an array, {"trades": […]} or an object a line is expected.',
  );
}

const fromLines = (text: string): FileTrade[] =>
  text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const place = `line ${index + 1}`;
    try {
      return [fromItem(place, JSON.parse(line))];
    } catch {
      return [{ place, trade: null, unusable: "is not valid JSON" }];
    }
  });

const fromItem = (place: string, item: unknown): FileTrade =>
  typeof item === "object" && item !== null && !Array.isArray(item)
    ? { place, trade: item as Record<string, unknown>, unusable: null }
    : { place, trade: null, unusable: "is not a JSON object" };

function fromCsv(text: string): FileTrade[] {
  const [head, ...rows] = csvRows(text);
  const columns = head!.cells.map((name) => name.trim());
  if (!columns.includes("trade_id")) throw new Error("The first line names no column “trade_id”.");
  return rows.map(({ line, cells }) => {
    const trade: Record<string, unknown> = {};
    for (const [index, column] of columns.entries()) {
      const value = (cells[index] ?? "").trim();
      if (value === "") continue;
      if (!numbers.has(column)) trade[column] = value;
      else if (Number.isFinite(Number(value))) trade[column] = Number(value);
      else return { place: `line ${line}`, trade: null, unusable: `${column} is “${value}”, which is not a number` };
    }
    return { place: `line ${line}`, trade, unusable: null };
  });
}

/** The rows of a CSV (RFC 4180) that are not empty, with the line where each begins. */
export function csvRows(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let [line, began, cell, cells, isQuoted] = [1, 1, "", [] as string[], false];
  const end = () => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== "") rows.push({ line: began, cells });
    [cell, cells] = ["", []];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "\n") line++;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else isQuoted = false;
    } else if (sign === '"' && cell.trim() === "") [cell, isQuoted] = ["", true];
    else if (sign === ",") {
      cells.push(cell);
      cell = "";
    } else if (sign === "\n") {
      end();
      began = line;
    } else if (sign !== "\r") cell += sign;
  }
  if (isQuoted) throw new Error(`The file is not valid CSV: a quote that opens in line ${began} is not closed.`);
  end();
  return rows;
}

/** What became of a file. */
export interface Sent {
  stored: number;
  storedBefore: number;
  refused: { place: string; trade_id: string | null; error: string }[];
}

/** Sends what can be sent, part after part, and says where each refused trade stands in the file. */
export async function sendTrades(
  trades: readonly FileTrade[],
  send: (trades: readonly Record<string, unknown>[]) => Promise<Pick<Schema<"ItemsResponseOfRecordedTrade">, "results">>,
  onProgress: (done: number) => void,
): Promise<Sent> {
  const sent: Sent = { stored: 0, storedBefore: 0, refused: [] };
  for (const { place, unusable } of trades) if (unusable !== null) sent.refused.push({ place, trade_id: null, error: unusable });
  const usable = trades.filter((one) => one.trade !== null);
  for (let from = 0; from < usable.length; from += atOnce) {
    const part = usable.slice(from, from + atOnce);
    const { results } = await send(part.map((one) => one.trade!));
    for (const one of results) {
      const { place, trade } = part[one.index]!;
      if (one.status >= 400) {
        const id = one.trade_id ?? (typeof trade!.trade_id === "string" ? trade!.trade_id : null);
        sent.refused.push({ place, trade_id: id, error: one.error ?? `refused with ${one.status}` });
      } else if (one.stored) sent.stored++;
      else sent.storedBefore++;
    }
    onProgress(from + part.length);
  }
  return sent;
}
