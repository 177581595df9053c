import { html, type TemplateResult } from "lit-html";
import { get, type Schema } from "../api";
import { asOf, count, mean, money, percent, rate, words } from "../format";
import { table } from "../table";

/** Strategy rules and what was learnt from trades. */
export async function journal(): Promise<TemplateResult> {
  const [strategies, insights] = await Promise.all([
    get("/api/strategies"),
    get("/api/learning/insights", { min_confidence: 0.5 }),
  ]);
  return html`
    ${strategies.items[0] ? html`<p class="quiet">Figures ${asOf(oldest(strategies.items))}.</p>` : ""}
    <h2>Strategy rules</h2>
    ${table(strategies.items, "No strategy rules yet.", [
      { title: "rule", cell: (one) => one.id },
      { title: "effectiveness", number: true, cell: (one) => one.effectiveness_score.toFixed(3) },
      { title: "trades", number: true, cell: (one) => count(one.total_trades) },
      { title: "wins", cell: (one) => rate(one.win_rate) },
      { title: "P&L", number: true, cell: (one) => one.pnl_by_currency.map((some) => money(some.pnl, some.currency)).join(", ") || "–" },
    ])}
    <h2>Insights</h2>
    ${table(insights.items, "No insights yet.", [
      { title: "insight", cell: (one) => one.insight },
      { title: "type", cell: (one) => words(one.insight_type) },
      { title: "wins", cell: (one) => rate(one.win_rate) },
      { title: "makes", cell: result },
      { title: "confidence", number: true, cell: (one) => percent(one.confidence_score) },
      { title: "found by", cell: (one) => one.found_by },
    ])}
  `;
}

/** What trades make on average, where the insight is about that. */
const result = (one: Schema<"Insight">): string =>
  one.result ? mean(one.result, (value) => (one.outcome === "r_multiple" ? `${value.toFixed(2)} R` : percent(value))) : "–";

const oldest = (rules: Schema<"StrategyPerformance">[]): string => rules.map((one) => one.as_of).reduce((a, b) => (a < b ? a : b));
