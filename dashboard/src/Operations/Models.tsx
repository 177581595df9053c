import { useAnalytics } from "../Prompts/usePrompts";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { count, duration, money, words } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";

type Model = Schema<"ModelItem">;
type Budget = Schema<"ModelBudget">;

const status: Record<Model["status"], "good" | "warn" | "plain"> = { ready: "good", no_key: "plain", no_address: "plain", unknown: "warn" };

const usd = (id: string, title: string, value: (one: Model) => number | null): Column<Model> => ({
    id,
    title,
    kind: "number",
    value,
    cell: (one) => money(value(one)),
});

const models: Column<Model>[] = [
    {
        id: "name",
        title: "Model",
        value: (one) => one.name,
        cell: (one) => (
            <>
                {one.name} {one.is_preferred && <Tag tone="plain">Preferred</Tag>}
            </>
        ),
    },
    {
        id: "status",
        title: "State",
        value: (one) => one.status,
        cell: (one) => <Tag tone={status[one.status]}>{words(one.status)}</Tag>,
    },
    countColumn("calls", "Calls", (one) => one.calls),
    {
        id: "failed",
        title: "Failed",
        kind: "number",
        value: (one) => one.failed,
        cell: (one) => <span className={one.failed > 0 ? "bad" : ""}>{count(one.failed)}</span>,
    },
    usd("cost_usd", "Cost", (one) => one.cost_usd),
    textColumn(
        "uses",
        "Asked for",
        (one) => one.uses.map((use) => `${words(use.purpose)}: ${count(use.calls)}, ${money(use.cost_usd)}`).join("; ") || null,
        "wrap",
    ),
    usd("input_usd_per_million_tokens", "Input, 1M tokens", (one) => one.input_usd_per_million_tokens),
    usd("output_usd_per_million_tokens", "Output, 1M tokens", (one) => one.output_usd_per_million_tokens),
    textColumn("prices_from", "Prices from", (one) =>
        one.prices_since ? `${words(one.prices_from!)}, ${one.prices_since}` : one.prices_from && words(one.prices_from),
    ),
    countColumn("prompt_tokens", "Tokens sent", (one) => one.prompt_tokens),
    countColumn("completion_tokens", "Tokens written", (one) => one.completion_tokens),
    textColumn("provider_model", "At the provider", (one) => one.provider_model),
    textColumn("origin", "Origin", (one) => (one.served_like ? `${words(one.origin)}, like ${one.served_like}` : words(one.origin))),
];

const budgets: Column<Budget>[] = [
    textColumn("purpose", "For", (one) => words(one.purpose)),
    ...(["budget_usd", "spent_usd", "open_usd", "left_usd"] as const).map((id): Column<Budget> => ({
        id,
        title: { budget_usd: "Budget", spent_usd: "Spent", open_usd: "Of it open", left_usd: "Left" }[id],
        kind: "number",
        value: (one) => one[id],
        cell: (one) => <span className={id === "left_usd" && one.left_usd === 0 ? "bad" : ""}>{money(one[id])}</span>,
    })),
];

const explained: Column<Schema<"ModelFigures">>[] = [
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

/** The models, what they cost against what they may, and how their explanations are liked. */
export function Models() {
    const known = api.useQuery("get", "/api/admin/models", {}, { refetchInterval: 60_000 });
    const analytics = useAnalytics(30);
    return (
        <>
            <Card title="Models, this month (UTC)" flush>
                <Answer of={known}>
                    {(data) => (
                        <DataTable
                            name="Models"
                            rows={data.items}
                            columns={models}
                            rowKey={(one) => one.name}
                            empty={<Empty title="No models" />}
                        />
                    )}
                </Answer>
            </Card>
            <Card title="Budgets, this month (UTC)" flush>
                <Answer of={known}>
                    {(data) => (
                        <DataTable
                            name="Budgets"
                            rows={data.budgets}
                            columns={budgets}
                            rowKey={(one) => one.purpose}
                            empty={<Empty title="No budgets" />}
                        />
                    )}
                </Answer>
            </Card>
            <Card title="Explanations by model, 30 days" flush>
                <Answer of={analytics}>
                    {(data) => (
                        <DataTable
                            name="Explanations by model"
                            rows={data.by_model}
                            columns={explained}
                            rowKey={(one) => one.model_used}
                            empty={<Empty title="No explanations in 30 days" />}
                        />
                    )}
                </Answer>
            </Card>
        </>
    );
}
