import { html, type TemplateResult } from "lit-html";
import { get } from "../api";
import { curve } from "../curve";
import { count, instant, interval, mean, money, percent, rate, words } from "../format";
import { table, tile } from "../table";
import type { Analytics, Experiments, FeedbackSummary, Prompts } from "../types";

/** What the desk wants of its explanations. */
const targets = { positive: 0.8, rating: 4.2, feedback: 0.3, costUsd: 0.002 };

/** Explanations, their ratings, and the prompts that improve by them. */
export async function explanations(): Promise<TemplateResult> {
  const [analytics, prompts, experiments] = await Promise.all([
    get<Analytics>("/api/admin/llm-analytics?days=90"),
    get<Prompts>("/api/admin/prompts"),
    get<Experiments>("/api/admin/llm-ab-tests"),
  ]);
  const perPositive = analytics.positive_feedback.count > 0 ? analytics.cost_usd / analytics.positive_feedback.count : null;
  return html`
    <div class="tiles">
      ${tile("explanations, 90 days", count(analytics.total_explanations), html`<span class="quiet">${count(analytics.fallbacks)} fallbacks</span>`)}
      ${tile("positive", percent(analytics.positive_feedback.rate), against(interval(analytics.positive_feedback), analytics.positive_feedback.rate, targets.positive, percent))}
      ${tile("mean rating", analytics.avg_rating.mean?.toFixed(2) ?? "–", against(mean(analytics.avg_rating), analytics.avg_rating.mean, targets.rating, (value) => value.toFixed(1)))}
      ${tile("rated", percent(analytics.feedback_rate.rate), against(interval(analytics.feedback_rate), analytics.feedback_rate.rate, targets.feedback, percent))}
      ${tile(
        "cost of a positive one",
        perPositive === null ? "–" : `$${perPositive.toFixed(5)}`,
        html`<span class=${perPositive !== null && perPositive <= targets.costUsd ? "good" : "quiet"}>target ≤ $${targets.costUsd}; ${money(analytics.cost_usd)} in all</span>`,
      )}
    </div>
    <h2>Positive ratings by day, champions marked</h2>
    ${curve(
      "positive",
      analytics.daily.map((one) => ({ day: one.date, rate: one.positive_feedback })),
      prompts.signals.flatMap((one) => one.history.map((change) => ({ day: change.at.slice(0, 10), text: `${one.signal} ${change.prompt_version}` }))),
    )}
    <h2>Signals</h2>
    ${table(prompts.signals, "No signals.", [
      { title: "signal", cell: (one) => one.signal },
      { title: "champion", cell: (one) => one.champion },
      { title: "positive", cell: (one) => found(analytics.by_signal, one.signal, (figures) => rate(figures.positive_feedback)) },
      { title: "rating", cell: (one) => found(analytics.by_signal, one.signal, (figures) => mean(figures.avg_rating)) },
      { title: "last change", cell: (one) => last(one.history) },
    ])}
    <h2>Experiments under way</h2>
    ${table(
      experiments.active.flatMap((one) => one.arms.map((arm) => ({ ...one, arm }))),
      "None runs.",
      [
        { title: "experiment", cell: (one) => one.experiment.id },
        { title: "arm", cell: (one) => `${one.arm.version}${one.arm.is_champion ? " (champion)" : one.arm.is_dropped ? " (dropped)" : ""}` },
        { title: "traffic", number: true, cell: (one) => percent(one.arm.share) },
        { title: "positive", cell: (one) => rate(one.arm.summary.positive_feedback) },
        { title: "needed", number: true, cell: (one) => count(one.experiment.required_per_arm) },
        { title: "expected end", cell: (one) => one.expected_end?.slice(0, 10) ?? "–" },
        { title: "blocked", cell: (one) => one.experiment.blocked?.reason ?? "" },
      ],
    )}
    <h2>Prompt versions</h2>
    ${summaries(
      analytics.by_prompt_version.map((one) => ({ ...one, name: one.prompt_version })).toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true })),
    )}
    <h2>Best tickers</h2>
    ${summaries(analytics.top_tickers.map((one) => ({ ...one, name: one.ticker })))}
    <h2>Worst tickers</h2>
    ${summaries(analytics.bottom_tickers.map((one) => ({ ...one, name: one.ticker })))}
  `;
}

function against(said: string, value: number | null, target: number, show: (value: number) => string): TemplateResult {
  return html`<span class=${value !== null && value >= target ? "good" : "quiet"}>target ${show(target)}</span><br /><span class="quiet">${said}</span>`;
}

function summaries(rows: (FeedbackSummary & { name: string })[]): TemplateResult {
  return table(rows, "No explanations yet.", [
    { title: "", cell: (one) => one.name },
    { title: "explanations", number: true, cell: (one) => count(one.total_explanations) },
    { title: "positive", cell: (one) => rate(one.positive_feedback) },
    { title: "rating", cell: (one) => mean(one.avg_rating) },
  ]);
}

function found(all: Analytics["by_signal"], signal: string, show: (figures: FeedbackSummary) => string): string {
  const one = all.find((figures) => figures.signal === signal);
  return one ? show(one) : "–";
}

function last(history: Prompts["signals"][number]["history"]): string {
  const change = history.at(-1);
  return change ? `${instant(change.at)}: ${words(change.kind)} of ${change.prompt_version}. ${change.reason}` : "none yet";
}
