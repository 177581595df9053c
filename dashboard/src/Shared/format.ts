import type { Schema } from "./api";

type Proportion = Schema<"Proportion">;

const whole = new Intl.NumberFormat("en-US");
const percentage = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** What stands where there is no figure. */
export const none = "–";

/** A whole number with its thousands apart. */
export const count = (value: number): string => whole.format(value);

/** A rate that was measured, as a percentage with one decimal, so that rates stand below each other. */
export const percent = (value: number | null | undefined): string => (value == null ? none : percentage.format(value).replace("-", "−"));

/** A share that somebody chose, such as a target or a traffic split: 80%, 12.5%. */
export const chosen = (value: number | null | undefined): string => (value == null ? none : share.format(value).replace("-", "−"));

/** The difference of two fractions, in percentage points with its sign. */
export const points = (value: number | null | undefined): string =>
  value == null ? none : `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value * 100).toFixed(1)} pp`;

/** A figure with as many decimals as told, trailing zeros kept. */
export const decimal = (value: number | null | undefined, digits = 2): string =>
  value == null ? none : value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");

/** An amount of money. One below a unit keeps three significant digits: 0.00104 BTC is not 0.00. */
export function money(value: number | null | undefined, currency = "USD"): string {
  if (value == null) return none;
  const small = value !== 0 && Math.abs(value) < 0.1;
  const digits: Intl.NumberFormatOptions = small
    ? { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }
    : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const sign = value < 0 ? "−" : "";
  const figure = new Intl.NumberFormat("en-US", digits).format(Math.abs(value));
  return currency === "USD" ? `${sign}$${figure}` : `${sign}${figure} ${currency}`;
}

/** Lower and upper end of a 95 % interval. */
export const interval = (
  of: { lower: number | null; upper: number | null },
  show: (value: number) => string = (value) => percent(value),
): string => (of.lower == null || of.upper == null ? none : `${show(of.lower)} to ${show(of.upper)}`);

/** A rate with its interval and sample, in one line. */
export const rate = (of: Proportion): string =>
  of.rate == null ? `${none} (n 0)` : `${percent(of.rate)} (${interval(of)}, n ${count(of.n)})`;

/** A name of the API in words, the first letter large. */
export function words(name: string): string {
  const text = name.replaceAll(/[_-]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How long something took or takes, in its largest unit. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** How long ago an instant was, or how far it is. */
export function ago(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (Math.abs(seconds) < 1) return "now";
  return seconds >= 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
}

/** An instant in a time zone, to the minute; the person's own zone where none is named. */
export const instant = (at: string | Date, timeZone?: string): string =>
  new Intl.DateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(at));

/** A calendar day with its weekday. */
export const day = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${date.slice(0, 10)}T00:00:00Z`),
  );

/** Bytes in binary units. */
export function bytes(value: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${decimal(value / 1024 ** power, power === 0 ? 0 : 1)} ${units[power]}`;
}
