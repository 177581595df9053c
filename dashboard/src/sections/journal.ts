import { html, type TemplateResult } from "lit-html";
import { get } from "../api";
import { count, money, percent, rate, words } from "../format";
import { table } from "../table";
import type { Insight, Strategy } from "../types";

/** Strategy rules and what was learnt from trades. */
export async function journal(): Promise<TemplateResult> {
  const [strategies, insights] = await Promise.all([get<Strategy[]>("/api/strategies"), get<Insight[]>("/api/learning/insights?min_confidence=0.5")]);
  return html`
    <h2>Strategy rules</h2>
    ${table(strategies, "No strategy rules yet.", [
      { title: "rule", cell: (one) => one.rule.id },
      { title: "effectiveness", number: true, cell: (one) => one.effectiveness.toFixed(3) },
      { title: "trades", number: true, cell: (one) => count(one.total_trades) },
      { title: "wins", cell: (one) => rate(one.win_rate) },
      { title: "P&L", number: true, cell: (one) => money(one.pnl) },
    ])}
    <h2>Insights</h2>
    ${table(insights, "Nothing was learnt yet.", [
      { title: "insight", cell: (one) => one.text },
      { title: "type", cell: (one) => words(one.type) },
      { title: "wins", cell: (one) => rate(one.win_rate) },
      { title: "confidence", number: true, cell: (one) => percent(one.confidence) },
      { title: "found by", cell: (one) => one.found_by },
    ])}
  `;
}
