export const signals = ["BUY", "SELL", "HOLD"] as const;
