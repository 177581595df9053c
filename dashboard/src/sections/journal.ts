import { html, type TemplateResult } from "lit-html";
import { get } from "../api";
import { count, money, percent, rate, words } from "../format";
import { table } from "../table";
import type { Insight, Page, Strategy } from "../types";

/** Strategy rules and what was learnt from trades. */
export async function journal(): Promise<TemplateResult> {
  const [strategies, insights] = await Promise.all([
    get<Page<Strategy>>("/api/strategies"),
    get<Page<Insight>>("/api/learning/insights?min_confidence=0.5"),
  ]);
  return html`
    <h2>Strategy rules</h2>
    ${table(strategies.items, "No strategy rules yet.", [
      { title: "rule", cell: (one) => one.id },
      { title: "effectiveness", number: true, cell: (one) => one.effectiveness_score.toFixed(3) },
      { title: "trades", number: true, cell: (one) => count(one.total_trades) },
      { title: "wins", cell: (one) => rate(one.win_rate) },
      { title: "P&L", number: true, cell: (one) => money(one.pnl) },
    ])}
    <h2>Insights</h2>
    ${table(insights.items, "Nothing was learnt yet.", [
      { title: "insight", cell: (one) => one.insight },
      { title: "type", cell: (one) => words(one.insight_type) },
      { title: "wins", cell: (one) => rate(one.win_rate) },
      { title: "confidence", number: true, cell: (one) => percent(one.confidence_score) },
      { title: "found by", cell: (one) => one.found_by },
    ])}
  `;
}
