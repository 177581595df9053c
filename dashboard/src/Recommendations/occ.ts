/** An option contract as the Options Clearing Corporation names it: root, expiration yyMMdd, P or C, strike in thousandths. */
export interface OptionContract {
  symbol: string;
  expiration: string;
  right: "put" | "call";
  strike: number;
}

/** Reads an OCC symbol; null for a share and anything else. */
export function parseOcc(instrument: string): OptionContract | null {
  const found = /^([A-Z0-9./]{1,6}?)\s*(\d{2})(\d{2})(\d{2})([PC])(\d{8})$/.exec(instrument.trim());
  if (!found) return null;
  const [, symbol, year, month, day, right, strike] = found as unknown as [string, string, string, string, string, string, string];
  return { symbol, expiration: `20${year}-${month}-${day}`, right: right === "P" ? "put" : "call", strike: Number(strike) / 1000 };
}

/** A contract as traders say it: 175 put, 12 Oct 2026. */
export function contractName(instrument: string): string {
  const contract = parseOcc(instrument);
  return contract ? `${contract.symbol} ${contract.expiration} ${contract.strike} ${contract.right}` : instrument.trim();
}
