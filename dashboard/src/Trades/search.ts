import { date, flag, number, oneOf, searchOf, text } from "../Shared/search";

export const sides = ["long", "short"] as const;
export const endings = ["closed", "stopped", "tp1_hit", "tp2_hit", "tp3_hit"] as const;

export const tradesSearch = searchOf({
  rule: text,
  symbol: text,
  setup: text,
  phase: text,
  timeframe: text,
  hour: number(0, 23),
  side: oneOf(...sides),
  status: oneOf(...endings),
  open: flag,
  from: date,
  to: date,
  sort: oneOf("exit_time", "-exit_time", "entry_time", "-entry_time", "pnl", "-pnl"),
});
