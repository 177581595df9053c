import { html, type TemplateResult } from "lit-html";
import { get } from "../api";
import { curve } from "../curve";
import { count, instant, interval, mean, money, percent, rate, words } from "../format";
import { table, tile } from "../table";
import type { Analytics, Experiments, NamedSummary, Prompts } from "../types";

/** What the desk wants of its explanations. */
const targets = { positive: 0.8, rating: 4.2, feedback: 0.3, costUsd: 0.002 };

/** Explanations, their ratings, and the prompts that improve by them. */
export async function explanations(): Promise<TemplateResult> {
  const [analytics, prompts, experiments] = await Promise.all([
    get<Analytics>("/api/admin/llm-analytics?days=90"),
    get<Prompts>("/api/admin/prompts"),
    get<Experiments>("/api/admin/llm-ab-tests"),
  ]);
  const { total } = analytics;
  const perPositive = total.positive.count > 0 ? total.cost_usd / total.positive.count : null;
  return html`
    <div class="tiles">
      ${tile("explanations, 90 days", count(total.explanations), html`<span class="quiet">${count(total.fallbacks)} fallbacks</span>`)}
      ${tile("positive", percent(total.positive.rate), against(interval(total.positive), total.positive.rate, targets.positive, percent))}
      ${tile("mean rating", total.rating.mean?.toFixed(2) ?? "–", against(mean(total.rating), total.rating.mean, targets.rating, (value) => value.toFixed(1)))}
      ${tile("rated", percent(total.feedback_rate.rate), against(interval(total.feedback_rate), total.feedback_rate.rate, targets.feedback, percent))}
      ${tile(
        "cost of a positive one",
        perPositive === null ? "–" : `$${perPositive.toFixed(5)}`,
        html`<span class=${perPositive !== null && perPositive <= targets.costUsd ? "good" : "quiet"}>target ≤ $${targets.costUsd}; ${money(total.cost_usd)} in all</span>`,
      )}
    </div>
    <h2>Positive ratings by day, champions marked</h2>
    ${curve(
      "positive",
      analytics.daily.map((one) => ({ day: one.day, rate: one.summary.positive })),
      prompts.signals.flatMap((one) => one.history.map((change) => ({ day: change.at.slice(0, 10), text: `${one.signal} ${change.version}` }))),
    )}
    <h2>Signals</h2>
    ${table(prompts.signals, "No signals.", [
      { title: "signal", cell: (one) => one.signal },
      { title: "champion", cell: (one) => one.champion },
      { title: "positive", cell: (one) => found(analytics.by_signal, one.signal, (summary) => rate(summary.positive)) },
      { title: "rating", cell: (one) => found(analytics.by_signal, one.signal, (summary) => mean(summary.rating)) },
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
        { title: "positive", cell: (one) => rate(one.arm.summary.positive) },
        { title: "needed", number: true, cell: (one) => count(one.experiment.required_per_arm) },
        { title: "expected end", cell: (one) => one.expected_end?.slice(0, 10) ?? "–" },
        { title: "blocked", cell: (one) => one.experiment.blocked ?? "" },
      ],
    )}
    <h2>Prompt versions</h2>
    ${summaries(analytics.by_prompt_version.toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true })))}
    <h2>Best tickers</h2>
    ${summaries(analytics.top_tickers)}
    <h2>Worst tickers</h2>
    ${summaries(analytics.bottom_tickers)}
  `;
}

function against(said: string, value: number | null, target: number, show: (value: number) => string): TemplateResult {
  return html`<span class=${value !== null && value >= target ? "good" : "quiet"}>target ${show(target)}</span><br /><span class="quiet">${said}</span>`;
}

function summaries(rows: NamedSummary[]): TemplateResult {
  return table(rows, "No explanations yet.", [
    { title: "", cell: (one) => one.name },
    { title: "explanations", number: true, cell: (one) => count(one.summary.explanations) },
    { title: "positive", cell: (one) => rate(one.summary.positive) },
    { title: "rating", cell: (one) => mean(one.summary.rating) },
  ]);
}

function found(all: NamedSummary[], name: string, show: (summary: NamedSummary["summary"]) => string): string {
  const one = all.find((summary) => summary.name === name);
  return one ? show(one.summary) : "–";
}

function last(history: Prompts["signals"][number]["history"]): string {
  const change = history.at(-1);
  return change ? `${instant(change.at)}: ${words(change.kind)} of ${change.version}. ${change.reason}` : "none yet";
}
