import { VersionLink } from "../Prompts/ChampionCard";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, rateColumns, textColumn } from "../Shared/columns";
import { count, money, percent } from "../Shared/format";
import { Tag } from "../Shared/Tag";

type Priced = Schema<"PromptPerformance"> | Schema<"ModelPerformance">;

const cost = <T extends Priced>(): Column<T>[] => [
    {
        id: "cost",
        title: "Cost each",
        kind: "number",
        value: (one) => one.cost_per_explanation_usd,
        cell: (one) => money(one.cost_per_explanation_usd),
    },
    ...meanColumns<T>(
        "cost_good",
        "Cost per good one",
        (one) => one.cost_per_quality_explanation_usd,
        (value) => money(value),
    ).slice(0, 2),
    {
        id: "latency_ms",
        title: "Latency, ms",
        kind: "number",
        value: (one) => one.latency_ms,
        cell: (one) => (one.latency_ms === null ? "–" : count(Math.round(one.latency_ms))),
    },
];

/** Versions of signals: how they please, how much better than the first, and for what. */
export const prompts: Column<Schema<"PromptPerformance">>[] = [
    textColumn("signal", "Signal", (one) => one.signal),
    {
        id: "prompt_version",
        title: "Version",
        value: (one) => one.prompt_version,
        cell: (one) => (
            <>
                <VersionLink version={one.prompt_version} /> {one.is_champion && <Tag tone="good">Champion</Tag>}
            </>
        ),
    },
    ...rateColumns<Schema<"PromptPerformance">>("positive", "Positive", (one) => one.positive_feedback),
    ...meanColumns<Schema<"PromptPerformance">>(
        "lift",
        "Against v1.0",
        (one) => one.lift_on_baseline,
        (value) => percent(value),
    ).slice(0, 2),
    ...meanColumns<Schema<"PromptPerformance">>("stars", "Stars", (one) => one.avg_rating),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
    ...cost<Schema<"PromptPerformance">>(),
];

/** Models: how their words please, and for what. */
export const models: Column<Schema<"ModelPerformance">>[] = [
    textColumn("model_used", "Model", (one) => one.model_used),
    ...rateColumns<Schema<"ModelPerformance">>("positive", "Positive", (one) => one.positive_feedback),
    ...meanColumns<Schema<"ModelPerformance">>("stars", "Stars", (one) => one.avg_rating),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
    countColumn("fallbacks", "Fallbacks", (one) => one.fallbacks),
    { id: "cost_usd", title: "Cost in all", kind: "number", value: (one) => one.cost_usd, cell: (one) => money(one.cost_usd) },
    ...cost<Schema<"ModelPerformance">>(),
];

/** Tickers by how their explanations please. */
export const tickers: Column<Schema<"TickerFigures">>[] = [
    textColumn("ticker", "Ticker", (one) => one.ticker),
    ...rateColumns<Schema<"TickerFigures">>("positive", "Positive", (one) => one.positive_feedback),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
];

/** Factors against the rest. */
export const factors: Column<Schema<"FactorCriticism">>[] = [
    textColumn("factor", "Factor", (one) => one.factor),
    ...rateColumns<Schema<"FactorCriticism">>("with", "Positive with it", (one) => one.with),
    ...rateColumns<Schema<"FactorCriticism">>("without", "Without", (one) => one.without),
    { id: "q_value", title: "q", kind: "number", value: (one) => one.q_value, cell: (one) => one.q_value.toFixed(3) },
    {
        id: "often_criticised",
        title: "Verdict",
        value: (one) => one.often_criticised,
        cell: (one) => one.often_criticised && <Tag tone="bad">Often criticised</Tag>,
    },
];
