import { html, type TemplateResult } from "lit-html";
import { get } from "../api";
import { count, instant, words } from "../format";
import { table } from "../table";

/** Alerts, cycles, the ledger and the grains. */
export async function operations(): Promise<TemplateResult> {
  const [alerts, cycles, grains, ledger] = await Promise.all([
    get("/api/admin/alerts", { limit: 20 }),
    get("/api/admin/cycles"),
    get("/api/admin/grains"),
    get("/api/admin/ledger"),
  ]);
  return html`
    <h2>Alerts</h2>
    ${table(alerts.items, "No alerts.", [
      { title: "raised (UTC)", cell: (one) => instant(one.raised_at) },
      { title: "", cell: (one) => one.subject },
      { title: "kind", cell: (one) => words(one.kind) },
      { title: "acknowledged", cell: (one) => (one.acknowledged_at ? instant(one.acknowledged_at) : "–") },
    ])}
    <h2>Cycles</h2>
    ${table(cycles.items, "No cycles.", [
      { title: "cycle", cell: (one) => one.name },
      { title: "at", cell: (one) => `${one.local_time} ${one.zone}` },
      { title: "next (UTC)", cell: (one) => instant(one.next_at) },
      { title: "last", cell: (one) => (one.recent[0] ? `${one.recent[0].occurrence}: ${words(one.recent[0].outcome)}` : "–") },
      { title: "did", cell: (one) => one.recent[0]?.error ?? one.recent[0]?.done.join(" ") ?? "" },
    ])}
    <h2>Ledger</h2>
    ${table(ledger, "No figures.", [
      { title: "facts", cell: (one) => one.fact },
      { title: "silo", cell: (one) => one.silo },
      { title: "queued", number: true, cell: (one) => count(one.queued) },
      { title: "in flight", number: true, cell: (one) => count(one.in_flight) },
      { title: "written", number: true, cell: (one) => count(one.facts) },
      { title: "batch", number: true, cell: (one) => one.mean_batch_size.toFixed(1) },
      { title: "commit, ms", number: true, cell: (one) => one.commit_latency_ms.toFixed(2) },
      { title: "refused", number: true, cell: (one) => count(one.refused) },
      { title: "failed", number: true, cell: (one) => count(one.failed) },
    ])}
    <h2>Grains</h2>
    ${table(grains.filter((one) => one.activations + (one.stored ?? 0) > 0), "No grains active.", [
      { title: "grain", cell: (one) => one.kind },
      { title: "activations", number: true, cell: (one) => count(one.activations) },
      { title: "stored", number: true, cell: (one) => (one.stored === null ? "–" : count(one.stored)) },
      { title: "silos", cell: (one) => one.silos.map((on) => `${on.silo}: ${count(on.activations)}`).join(", ") },
    ])}
  `;
}
