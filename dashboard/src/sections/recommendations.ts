import { html, type TemplateResult } from "lit-html";
import { get } from "../api";
import { curve } from "../curve";
import { count, interval, mean, money, percent, rate, words } from "../format";
import { table, tile } from "../table";

const root = "/api/v1/strategies/learning" as const;

/** Recommendations compared with executions. */
export async function recommendations(): Promise<TemplateResult> {
  const [divergence, accuracy, candidates, weeks] = await Promise.all([
    get(`${root}/analytics/divergence-rate`, { days: 180 }),
    get(`${root}/analytics/algorithm-accuracy`, { days: 180 }),
    get(`${root}/v4-candidates`),
    get(`${root}/weekly-summaries`, { limit: 3 }),
  ]);
  return html`
    <div class="tiles">
      ${tile("diverged, 180 days", percent(divergence.rate.rate), html`<span class="quiet">${interval(divergence.rate)}</span>`)}
      ${tile("modified", percent(divergence.modified.rate), html`<span class="quiet">${interval(divergence.modified)}</span>`)}
      ${tile("rejected", percent(divergence.rejected.rate), html`<span class="quiet">${interval(divergence.rejected)}</span>`)}
      ${tile("independent orders", count(divergence.independent))}
    </div>
    <h2>Divergence by week</h2>
    ${curve("diverged", divergence.weeks.map((one) => ({ day: one.week.monday, rate: one.rate })))}
    <h2>Outcomes</h2>
    ${table([accuracy.followed, accuracy.modified, accuracy.rejected, accuracy.independent], "", [
      { title: "", cell: (one) => words(one.match_type) },
      { title: "P&L", number: true, cell: (one) => amounts(one) },
      { title: "wins", cell: (one) => rate(one.wins) },
      { title: "mean per match", cell: (one) => mean(one.per_match, money) },
      { title: "as recommended", cell: (one) => mean(one.counterfactual, money) },
      { title: "forgone P&L", cell: (one) => mean(one.forgone, money) },
    ])}
    <h2>Proposed changes of the algorithm</h2>
    ${table(candidates.items, "No proposals yet.", [
      { title: "proposal", cell: (one) => one.proposal },
      { title: "pattern", cell: (one) => one.description },
      { title: "mean", cell: (one) => mean(one.estimate) },
      { title: "confidence", cell: (one) => one.confidence },
      { title: "status", cell: (one) => words(one.status) },
      { title: "validation", cell: (one) => one.validation?.because ?? "" },
    ])}
    <h2>Weekly summaries</h2>
    <div class="tiles">
      ${weeks.items.map(
        (one) => html`<div class="card">
          <pre>${one.summary.notification}</pre>
          <p class="quiet">version ${one.summary.version}, ${one.review ? words(one.review.review_status) : "not reviewed"}</p>
        </div>`,
      )}
    </div>
    ${weeks.items.length === 0 ? html`<p class="quiet">No weekly summaries yet.</p>` : ""}
  `;
}

/// Each currency apart.
function amounts(one: { pnl: number; other_currencies: { amount: number; currency: string }[] }): string {
  return [money(one.pnl), ...one.other_currencies.map((other) => money(other.amount, other.currency))].join(", ");
}
