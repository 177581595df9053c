import { html, type TemplateResult } from "lit-html";
import { get, type Schema } from "../api";
import { curve } from "../curve";
import { asOf, count, instant, interval, mean, money, percent, rate, words } from "../format";
import { table, tile } from "../table";

/** The targets that the figures are compared with. */
const targets = { positive: 0.8, rating: 4.2, feedback: 0.3, costUsd: 0.002 };

/** Explanations, their ratings, and the prompts that improve by them. */
export async function explanations(): Promise<TemplateResult> {
  const [analytics, prompts, experiments] = await Promise.all([
    get("/api/admin/llm-analytics", { days: 90 }),
    get("/api/admin/prompts"),
    get("/api/admin/llm-ab-tests"),
  ]);
  const { positive_feedback: positive, avg_rating: rating, feedback_rate: rated } = analytics;
  const perPositive = positive.count > 0 ? analytics.cost_usd / positive.count : null;
  return html`
    <p class="quiet">Figures ${asOf(analytics.as_of)}.</p>
    <div class="tiles">
      ${tile(
        "explanations, 90 days",
        count(analytics.total_explanations),
        html`<span class="quiet">${count(analytics.fallbacks)} fallbacks</span>`,
      )}
      ${tile("positive", percent(positive.rate), against(interval(positive), positive.rate, targets.positive, percent))}
      ${tile(
        "mean rating",
        rating.mean?.toFixed(2) ?? "–",
        against(mean(rating), rating.mean, targets.rating, (value) => value.toFixed(1)),
      )}
      ${tile("rated", percent(rated.rate), against(interval(rated), rated.rate, targets.feedback, percent))}
      ${tile(
        "cost per positive vote",
        perPositive === null ? "–" : money(perPositive),
        html`<span class=${perPositive !== null && perPositive <= targets.costUsd ? "good" : "quiet"}
          >target ≤ ${money(targets.costUsd)}; total ${money(analytics.cost_usd)}</span
        >`,
      )}
    </div>
    <h2>Positive ratings by day, champions marked</h2>
    ${curve(
      "positive",
      analytics.daily.map((one) => ({ day: one.date, rate: one.positive_feedback })),
      prompts.signals.flatMap((one) =>
        one.history.map((change) => ({ day: change.at.slice(0, 10), text: `${one.signal} ${change.prompt_version}` })),
      ),
    )}
    <h2>Signals</h2>
    ${table(prompts.signals, "No signals.", [
      { title: "signal", cell: (one) => one.signal },
      { title: "champion", cell: (one) => one.champion },
      { title: "positive", cell: (one) => found(analytics.by_signal, one.signal, (figures) => rate(figures.positive_feedback)) },
      { title: "rating", cell: (one) => found(analytics.by_signal, one.signal, (figures) => mean(figures.avg_rating)) },
      { title: "last change", cell: (one) => last(one.history) },
    ])}
    <h2>Running experiments</h2>
    ${table(
      experiments.active.flatMap((one) => one.arms.map((arm) => ({ ...one, arm }))),
      "No experiments running.",
      [
        { title: "experiment", cell: (one) => one.experiment.id },
        { title: "arm", cell: (one) => `${one.arm.version}${role(one.arm)}` },
        { title: "traffic", number: true, cell: (one) => percent(one.arm.share) },
        { title: "positive", cell: (one) => rate(one.arm.summary.positive_feedback) },
        { title: "needed", number: true, cell: (one) => count(one.experiment.required_per_arm) },
        { title: "expected end", cell: (one) => one.expected_end?.slice(0, 10) ?? "–" },
        { title: "blocked", cell: (one) => one.experiment.blocked?.reason ?? "" },
      ],
    )}
    <h2>Prompt versions</h2>
    ${summaries(
      analytics.by_prompt_version
        .map((one) => ({ ...one, name: one.prompt_version }))
        .toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true })),
    )}
    <h2>Best tickers</h2>
    ${summaries(analytics.top_tickers.map((one) => ({ ...one, name: one.ticker })))}
    <h2>Worst tickers</h2>
    ${summaries(analytics.bottom_tickers.map((one) => ({ ...one, name: one.ticker })))}
  `;
}

function against(said: string, value: number | null, target: number, show: (value: number) => string): TemplateResult {
  return html`<span class=${value !== null && value >= target ? "good" : "quiet"}>target ${show(target)}</span>
    <br /><span class="quiet">${said}</span>`;
}

function summaries(rows: (Schema<"FeedbackSummary"> & { name: string })[]): TemplateResult {
  return table(rows, "No explanations yet.", [
    { title: "", cell: (one) => one.name },
    { title: "explanations", number: true, cell: (one) => count(one.total_explanations) },
    { title: "positive", cell: (one) => rate(one.positive_feedback) },
    { title: "rating", cell: (one) => mean(one.avg_rating) },
  ]);
}

function found(all: Schema<"SignalFigures">[], signal: string, show: (figures: Schema<"SignalFigures">) => string): string {
  const one = all.find((figures) => figures.signal === signal);
  return one ? show(one) : "–";
}

function last(history: Schema<"ChampionChange">[]): string {
  const change = history.at(-1);
  return change ? `${instant(change.at)}: ${words(change.kind)} of ${change.prompt_version}. ${change.reason}` : "none yet";
}

const role = (arm: Schema<"ArmReport">): string => (arm.is_champion ? " (champion)" : arm.is_dropped ? " (dropped)" : "");
