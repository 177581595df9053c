import type { Schema } from "../Shared/api";
import { count, decimal, interval, money, none, percent } from "../Shared/format";
import { liftOf } from "./lift";

/** A figure beside its target. */
export interface Target {
  name: string;
  target: string;
  actual: string;
  note: string;
  /** Whether the target is met; "perhaps" where it lies within the interval; null without data. */
  isMet: "yes" | "perhaps" | "no" | null;
}

const wanted = { positive: 0.8, stars: 4.2, lift: 0.25, costUsd: 0.002, rated: 0.3 };

const judged = (of: { lower: number | null; upper: number | null }, target: number): Target["isMet"] =>
  of.lower === null || of.upper === null ? null : of.lower >= target ? "yes" : of.upper < target ? "no" : "perhaps";

/** The targets of the explanations beside what is. */
export function targetsOf(analytics: Schema<"AnalyticsResponse">, champions: readonly Schema<"ChampionStatus">[]): Target[] {
  const { positive_feedback: positive, avg_rating: stars, feedback_rate: rated } = analytics;
  const now = new Set(champions.map((one) => one.champion).filter((version) => version !== "v1.0"));
  const ofChampions = analytics.by_prompt_version
    .filter((one) => now.has(one.prompt_version))
    .reduce((sum, { positive_feedback: { count, n } }) => ({ count: sum.count + count, n: sum.n + n }), { count: 0, n: 0 });
  const baseline = analytics.by_prompt_version.find((one) => one.prompt_version === "v1.0");
  const lift = baseline && ofChampions.n > 0 ? liftOf(ofChampions, baseline.positive_feedback) : null;
  const cost = positive.count > 0 ? analytics.cost_usd / positive.count : null;
  return [
    {
      name: "Positive ratings",
      target: percent(wanted.positive),
      actual: percent(positive.rate),
      note: `${interval(positive)}, n ${count(positive.n)}`,
      isMet: judged(positive, wanted.positive),
    },
    {
      name: "Mean stars",
      target: decimal(wanted.stars, 1),
      actual: decimal(stars.mean),
      note: `${interval(stars, decimal)}, n ${count(stars.n)}`,
      isMet: judged(stars, wanted.stars),
    },
    {
      name: "Champions against v1.0",
      target: `+${percent(wanted.lift)}`,
      actual: lift ? `${lift.lift > 0 ? "+" : ""}${percent(lift.lift)}` : none,
      note: lift ? `${interval(lift)}, n ${count(ofChampions.n)}` : "No rating of both yet",
      isMet: lift && judged(lift, wanted.lift),
    },
    {
      name: "Cost per positive rating",
      target: `≤ ${money(wanted.costUsd)}`,
      actual: money(cost),
      note: `${money(analytics.cost_usd)} in all`,
      isMet: cost === null ? null : cost <= wanted.costUsd ? "yes" : "no",
    },
    {
      name: "Explanations rated",
      target: percent(wanted.rated),
      actual: percent(rated.rate),
      note: `${interval(rated)}, n ${count(rated.n)}`,
      isMet: judged(rated, wanted.rated),
    },
  ];
}
