import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { VersionLink } from "../Prompts/ChampionCard";
import { useAnalytics, usePrompts } from "../Prompts/usePrompts";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, interval, money, percent } from "../Shared/format";
import { Card, PageHead, Tile } from "../Shared/Layout";
import { Answer, Empty, Loading } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useAttention, type Waiting } from "./attention";
import "./overview.css";
import { type Target, targetsOf } from "./targets";

const route = getRouteApi("/app/");
const periods = ["7", "30", "90"] as const;
const RateChart = lazy(() => import("../Shared/RateChart").then(({ RateChart }) => ({ default: RateChart })));

/** What the service learnt, how far it is from its targets, and what needs a person now. */
export function OverviewPage() {
    const { days = 90 } = route.useSearch();
    const navigate = route.useNavigate();
    const analytics = useAnalytics(days);
    const prompts = usePrompts();
    return (
        <>
            <PageHead title="Overview">{analytics.data && <Freshness at={analytics.dataUpdatedAt} every={60} />}</PageHead>
            <NeedsYou />
            <Filters>
                <ChoiceFilter
                    label="Period"
                    value={periods.find((period) => period === String(days))}
                    choices={periods}
                    all={`${days} days`}
                    name={(period) => `${period} days`}
                    onChange={(period) => void navigate({ search: { days: period ? Number(period) : undefined }, replace: true })}
                />
            </Filters>
            <Answer of={analytics}>
                {(data) => (
                    <>
                        <div className="tiles">
                            {targetsOf(data, prompts.data?.signals ?? []).map((target) => (
                                <TargetTile key={target.name} of={target} />
                            ))}
                        </div>
                        <div className="grid wide-first">
                            <Card title="Positive ratings by day, champions marked">
                                <Suspense fallback={<Loading />}>
                                    <RateChart
                                        label="Positive"
                                        target={0.8}
                                        points={data.daily.map((one) => ({ day: one.date, rate: one.positive_feedback }))}
                                        marks={championMarks(prompts.data?.signals ?? [], data.from)}
                                    />
                                </Suspense>
                            </Card>
                            <Loops days={days} signals={prompts.data?.signals ?? []} analytics={data} />
                        </div>
                        <Card title="Cost against quality, by version" flush>
                            <DataTable
                                name="Cost against quality"
                                rows={data.by_prompt_version}
                                columns={costs}
                                rowKey={(one) => one.prompt_version}
                                empty={<Empty title="No explanations in this period" />}
                            />
                        </Card>
                        <div className="grid">
                            <Card title="By ticker" flush>
                                <DataTable
                                    name="Tickers"
                                    rows={data.by_ticker}
                                    columns={tickers}
                                    rowKey={(one) => one.ticker}
                                    empty={<Empty title="No explanations in this period" />}
                                />
                            </Card>
                            <Card title="Factors that are criticised" flush>
                                <DataTable
                                    name="Factors"
                                    rows={data.factors}
                                    columns={factors}
                                    rowKey={(one) => one.factor}
                                    empty={
                                        <Empty title="No factor stands out">
                                            A factor is named when explanations with it are rated lower than the rest, by Fisher’s test.
                                        </Empty>
                                    }
                                />
                            </Card>
                        </div>
                    </>
                )}
            </Answer>
        </>
    );
}

/** The days on which a champion changed. */
export const championMarks = (signals: readonly Schema<"ChampionStatus">[], from: string) =>
    signals
        .flatMap((one) => one.history.map((change) => ({ day: change.at.slice(0, 10), text: `${one.signal} ${change.prompt_version}` })))
        .filter((mark) => mark.day >= from);

function TargetTile({ of }: { of: Target }) {
    const tones = { yes: "good", perhaps: "warn", no: "bad" } as const;
    const words = { yes: "met", perhaps: "within the interval", no: "not met" } as const;
    return (
        <Tile label={of.name} note={of.note}>
            <span className="target">
                {of.actual}
                {of.isMet && <Tag tone={tones[of.isMet]}>{`${of.target} ${words[of.isMet]}`}</Tag>}
            </span>
        </Tile>
    );
}

function NeedsYou() {
    const waiting = useAttention();
    const experiments = api.useQuery("get", "/api/admin/llm-ab-tests", { params: { query: { limit: 1 } } }, { refetchInterval: 60_000 });
    const stuck =
        experiments.data?.active.filter(
            (one) => one.experiment.blocked || one.sample_ratio.is_mismatch || one.experiment.status === "paused",
        ) ?? [];
    const items: { key: string; of: Waiting | undefined; one: string; many: string; link: (text: ReactNode) => ReactNode }[] = [
        {
            key: "matches",
            of: waiting.matches,
            one: "divergence without a reason",
            many: "divergences without a reason",
            link: (text) => <Link to="/recommendations/queue">{text}</Link>,
        },
        {
            key: "reviews",
            of: waiting.reviews,
            one: "week to review",
            many: "weeks to review",
            link: (text) => (
                <Link to="/weekly-summaries" search={{ status: "pending" }}>
                    {text}
                </Link>
            ),
        },
        {
            key: "changes",
            of: waiting.changes,
            one: "proposal to decide",
            many: "proposals to decide",
            link: (text) => (
                <Link to="/algorithm-changes" search={{ status: "proposed" }}>
                    {text}
                </Link>
            ),
        },
        {
            key: "alerts",
            of: waiting.alerts,
            one: "open alert",
            many: "open alerts",
            link: (text) => (
                <Link to="/alerts" search={{ open: true }}>
                    {text}
                </Link>
            ),
        },
        {
            key: "experiments",
            of: experiments.data && { count: stuck.length, text: String(stuck.length) },
            one: "experiment that can’t go on",
            many: "experiments that can’t go on",
            link: (text) => <Link to="/experiments">{text}</Link>,
        },
    ];
    const open = items.filter(({ of }) => of && of.count > 0);
    const isKnown = items.every(({ of }) => of);
    return (
        <Card title="Needs a person now">
            {open.length === 0 ? (
                <p className="quiet">{isKnown ? "Nothing." : "Loading …"}</p>
            ) : (
                <ul className="needs">
                    {open.map(({ key, of, one, many, link }) => (
                        <li key={key}>
                            {link(
                                <>
                                    <strong className="figure">{of!.text}</strong> {of!.count === 1 ? one : many}
                                </>,
                            )}
                        </li>
                    ))}
                </ul>
            )}
        </Card>
    );
}

function Loops({
    days,
    signals,
    analytics,
}: {
    days: number;
    signals: readonly Schema<"ChampionStatus">[];
    analytics: Schema<"AnalyticsResponse">;
}) {
    const journal = api.useQuery("get", "/api/learning/summary", { params: { query: { days } } });
    const divergence = api.useQuery("get", "/api/v1/strategies/learning/analytics/divergence-rate", { params: { query: { days } } });
    return (
        <div className="stack">
            <Card title="Explanations">
                <p>
                    {count(analytics.total_explanations)} explanations, {count(analytics.fallbacks)} fallbacks, {money(analytics.cost_usd)}.
                </p>
                <p style={{ margin: 0 }}>
                    Champions:{" "}
                    {signals.map((one, index) => (
                        <span key={one.signal}>
                            {index > 0 && ", "}
                            {one.signal} <VersionLink version={one.champion} />
                        </span>
                    ))}
                </p>
            </Card>
            <Card title="Journal">
                <Answer of={journal}>
                    {(data) => (
                        <p style={{ margin: 0 }}>
                            {count(data.trades_reviewed)} trades reviewed, {percent(data.win_rate.rate)} won{" "}
                            <span className="quiet">
                                ({interval(data.win_rate)}, n {count(data.win_rate.n)})
                            </span>
                            . <Link to="/insights">{count(data.active_learnings)} insights</Link> are served, {count(data.new_learnings)}{" "}
                            are new.
                        </p>
                    )}
                </Answer>
            </Card>
            <Card title="Recommendations">
                <Answer of={divergence}>
                    {(data) => (
                        <p style={{ margin: 0 }}>
                            Traders diverged from {percent(data.rate.rate)}{" "}
                            <span className="quiet">
                                ({interval(data.rate)}, n {count(data.rate.n)})
                            </span>
                            : {percent(data.modified.rate)} modified, {percent(data.rejected.rate)} rejected.{" "}
                            <Link to="/recommendations/analytics" search={{ days }}>
                                Did it pay?
                            </Link>
                        </p>
                    )}
                </Answer>
            </Card>
        </div>
    );
}

const each = (one: Schema<"FeedbackSummary">) => (one.total_explanations > 0 ? one.cost_usd / one.total_explanations : null);
const perPositive = (one: Schema<"FeedbackSummary">) =>
    one.positive_feedback.count > 0 ? one.cost_usd / one.positive_feedback.count : null;

const costs: Column<Schema<"PromptVersionFigures">>[] = [
    {
        id: "prompt_version",
        title: "Version",
        value: (one) => one.prompt_version,
        cell: (one) => <VersionLink version={one.prompt_version} />,
    },
    ...rateColumns<Schema<"PromptVersionFigures">>("positive", "Positive", (one) => one.positive_feedback),
    ...meanColumns<Schema<"PromptVersionFigures">>("stars", "Stars", (one) => one.avg_rating),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
    { id: "cost", title: "Cost each", kind: "number", value: each, cell: (one) => money(each(one)) },
    { id: "cost_positive", title: "Cost per positive", kind: "number", value: perPositive, cell: (one) => money(perPositive(one)) },
    {
        id: "latency_ms",
        title: "Latency, ms",
        kind: "number",
        value: (one) => one.latency_ms,
        cell: (one) => (one.latency_ms === null ? "–" : count(Math.round(one.latency_ms))),
    },
];

const tickers: Column<Schema<"TickerFigures">>[] = [
    textColumn("ticker", "Ticker", (one) => one.ticker),
    ...rateColumns<Schema<"TickerFigures">>("positive", "Positive", (one) => one.positive_feedback),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
];

const factors: Column<Schema<"FactorCriticism">>[] = [
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
