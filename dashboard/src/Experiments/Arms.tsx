import { VersionLink } from "../Prompts/ChampionCard";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { chosen, decimal, money, percent } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";

type Arm = Schema<"ArmReport">;

/** What each arm got and did: traffic, votes, cost, guardrails. */
export function Arms({ of }: { of: readonly Arm[] }) {
    return (
        <Card title="Arms" flush>
            <DataTable name="Arms" rows={of} columns={columns} rowKey={(arm) => arm.version} empty={<Empty title="No arms" />} />
        </Card>
    );
}

const columns: Column<Arm>[] = [
    { id: "version", title: "Version", value: (arm) => arm.version, cell: (arm) => <VersionLink version={arm.version} /> },
    {
        id: "role",
        title: "Role",
        value: (arm) => (arm.is_champion ? "champion" : arm.is_dropped ? "dropped" : "challenger"),
        cell: (arm) =>
            arm.is_champion ? <Tag tone="good">Champion</Tag> : arm.is_dropped ? <Tag tone="bad">Dropped</Tag> : <Tag>Challenger</Tag>,
    },
    { id: "share", title: "Traffic", kind: "number", value: (arm) => arm.share, cell: (arm) => chosen(arm.share) },
    countColumn("explanations", "Explanations", (arm) => arm.summary.total_explanations),
    ...rateColumns<Arm>("positive", "Positive votes", (arm) => arm.summary.positive_feedback),
    {
        id: "counted",
        title: "Positive, that count",
        kind: "number",
        value: (arm) => arm.counted.positive_share,
        cell: (arm) => percent(arm.counted.positive_share),
    },
    countColumn("answers", "Answers that count", (arm) => arm.counted.answers),
    ...meanColumns<Arm>("stars", "Stars", (arm) => arm.summary.avg_rating),
    {
        id: "cost",
        title: "Cost each",
        kind: "number",
        value: (arm) => arm.cost_per_explanation_usd,
        cell: (arm) => money(arm.cost_per_explanation_usd),
    },
    {
        id: "latency",
        title: "Latency, ms",
        kind: "number",
        value: (arm) => arm.summary.latency_ms,
        cell: (arm) => decimal(arm.summary.latency_ms, 0),
    },
    countColumn("fallbacks", "Fallbacks", (arm) => arm.summary.fallbacks),
    textColumn("violations", "Guardrails", (arm) => arm.violations.join("; ") || "kept", "wrap"),
];
