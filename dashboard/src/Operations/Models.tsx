import { useQuery } from "@tanstack/react-query";
import { useAnalytics } from "../Prompts/usePrompts";
import { api, request, type Schema } from "../Shared/api";
import { type Column, countColumn, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { count, duration, money } from "../Shared/format";
import { Card, Facts } from "../Shared/Layout";
import { Answer, Empty } from "../Shared/States";

const columns: Column<Schema<"ModelFigures">>[] = [
    textColumn("model_used", "Model", (one) => one.model_used),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
    countColumn("fallbacks", "Fallbacks", (one) => one.fallbacks),
    ...rateColumns<Schema<"ModelFigures">>("positive", "Positive", (one) => one.positive_feedback),
    { id: "cost_usd", title: "Cost", kind: "number", value: (one) => one.cost_usd, cell: (one) => money(one.cost_usd) },
    {
        id: "latency_ms",
        title: "Latency",
        kind: "number",
        value: (one) => one.latency_ms,
        cell: (one) => (one.latency_ms === null ? "–" : duration(one.latency_ms / 1000)),
    },
];

/** What the models did, and what they cost against what they may. */
export function Models() {
    const analytics = useAnalytics(30);
    return (
        <>
            <Card title="Models, 30 days" flush>
                <Answer of={analytics}>
                    {(data) => (
                        <DataTable
                            name="Models"
                            rows={data.by_model}
                            columns={columns}
                            rowKey={(one) => one.model_used}
                            empty={<Empty title="No explanations in 30 days" />}
                        />
                    )}
                </Answer>
            </Card>
            <Budgets />
        </>
    );
}

/** What this UTC month's training and writing of prompts cost. */
function Budgets() {
    const tuning = api.useQuery("get", "/api/admin/fine-tuning/status", {}, { refetchInterval: 60_000 });
    const generations = useQuery({
        queryKey: ["get", "/api/admin/prompts/generations", "month"],
        queryFn: () => request<Schema<"PageOfPromptGeneration">>("GET", "/api/admin/prompts/generations?sort=-at&limit=1000"),
        refetchInterval: 60_000,
    });
    return (
        <Card title="Spent this month (UTC)">
            <Answer of={tuning}>
                {({ spent_usd, budget_usd }) => (
                    <Answer of={generations}>
                        {({ items }) => {
                            const month = new Date().toISOString().slice(0, 7);
                            const ours = items.filter((one) => one.at.startsWith(month));
                            const cost = ours.reduce((sum, one) => sum + one.cost_usd, 0);
                            return (
                                <Facts
                                    of={[
                                        ["Fine-tuning", `${money(spent_usd)} of ${money(budget_usd)}`],
                                        ["Writing prompts", `${money(cost)} for ${count(ours.length)} generations`],
                                    ]}
                                />
                            );
                        }}
                    </Answer>
                )}
            </Answer>
        </Card>
    );
}
