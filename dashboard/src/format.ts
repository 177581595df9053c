import type { Schema } from "./api";

const whole = new Intl.NumberFormat("en-US");
const percentage = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 0, maximumFractionDigits: 1 });

/** A whole number with its thousands apart. */
export const count = (value: number): string => whole.format(value);

/** An amount of money. One below a unit keeps three significant digits: 0.00104 BTC is not 0.00. */
export function money(value: number, currency: string | null = "USD"): string {
  const small = value !== 0 && Math.abs(value) < 1;
  const digits: Intl.NumberFormatOptions = small ? { maximumSignificantDigits: 3 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  if (currency === "USD") {
    const cents = small && Math.abs(value) >= 0.1 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : digits;
    return new Intl.NumberFormat("en-US", { style: "currency", currency, ...cents }).format(value);
  }
  const figure = new Intl.NumberFormat("en-US", digits).format(value);
  return currency === null ? figure : `${figure} ${currency}`;
}

/** A fraction as a percentage. */
export const percent = (value: number | null): string => (value === null ? "–" : percentage.format(value));

/** The interval and sample of a rate that stands beside. */
export const interval = (share: Schema<"Proportion">): string =>
  share.rate === null ? "n 0" : `${percent(share.lower)} – ${percent(share.upper)}, n ${count(share.n)}`;

/** A rate with its interval and sample. */
export const rate = (share: Schema<"Proportion">): string =>
  share.rate === null ? "– (n 0)" : `${percent(share.rate)} (${interval(share)})`;

/** A mean with its interval and sample. */
export const mean = (estimate: Schema<"Estimate">, show: (value: number) => string = (value) => value.toFixed(2)): string => {
  if (estimate.mean === null) return "– (n 0)";
  const bounds = estimate.lower === null || estimate.upper === null ? "" : `${show(estimate.lower)} – ${show(estimate.upper)}, `;
  return `${show(estimate.mean)} (${bounds}n ${count(estimate.n)})`;
};

/** An instant, UTC, to the minute. */
export const instant = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`;

/** How old figures are: when the ledger was read for them, UTC, and how long ago that is. */
export function asOf(at: string, now: Date = new Date()): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(at)) / 1000));
  const age = seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
  return `as of ${at.slice(11, 16)} UTC, ${age} ago`;
}

/** A name of the API in words. */
export const words = (name: string): string => name.replaceAll("_", " ");
