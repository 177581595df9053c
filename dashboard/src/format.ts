import type { Estimate, Proportion } from "./types";

const whole = new Intl.NumberFormat("en-US");
const usd = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const percentage = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 0, maximumFractionDigits: 1 });

/** A whole number with its thousands apart. */
export const count = (value: number): string => whole.format(value);

/** An amount in USD. */
export const money = (value: number): string => usd.format(value);

/** A fraction as a percentage. */
export const percent = (value: number | null): string => (value === null ? "–" : percentage.format(value));

/** The interval and sample of a rate that stands beside. */
export const interval = (share: Proportion): string => (share.rate === null ? "n 0" : `${percent(share.lower)} – ${percent(share.upper)}, n ${count(share.n)}`);

/** A rate with its interval and sample. */
export const rate = (share: Proportion): string =>
  share.rate === null ? "– (n 0)" : `${percent(share.rate)} (${interval(share)})`;

/** A mean with its interval and sample. */
export const mean = (estimate: Estimate, show: (value: number) => string = (value) => value.toFixed(2)): string => {
  if (estimate.mean === null) return "– (n 0)";
  const bounds = estimate.lower === null || estimate.upper === null ? "" : `${show(estimate.lower)} – ${show(estimate.upper)}, `;
  return `${show(estimate.mean)} (${bounds}n ${count(estimate.n)})`;
};

/** An instant, UTC, to the minute. */
export const instant = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`;

/** A name of the API in words. */
export const words = (name: string): string => name.replaceAll("_", " ");
