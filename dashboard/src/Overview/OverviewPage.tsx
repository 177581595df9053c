import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { VersionLink } from "../Prompts/ChampionCard";
import { usePrompts } from "../Prompts/usePrompts";
import { api, type Schema } from "../Shared/api";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, interval, money, percent } from "../Shared/format";
import { Card, PageHead, Tile } from "../Shared/Layout";
import { signals } from "../Shared/signals";
import { Answer, Empty, Loading } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useAttention, type Waiting } from "./attention";
import { CostChart } from "./CostChart";
import { factors, models, prompts as promptColumns, tickers } from "./columns";
import { Heatmap } from "./Heatmap";
import "./overview.css";
import { shownTarget } from "./targets";
import { type Live, useLearning } from "./useLearning";

const route = getRouteApi("/app/");
const periods = ["4", "13", "26"] as const;
const RateChart = lazy(() => import("../Shared/RateChart").then(({ RateChart }) => ({ default: RateChart })));

/** What the service learnt, how far it is from its targets, and what needs a person now. */
export function OverviewPage() {
    const { weeks = 13, signal } = route.useSearch();
    const navigate = route.useNavigate();
    const live = useLearning(weeks);
    const champions = usePrompts().data?.signals ?? [];
    return (
        <>
            <PageHead title="Overview">
                <LiveBadge of={live} />
            </PageHead>
            <NeedsYou />
            <Filters aside={<TakeAway weeks={weeks} />}>
                <ChoiceFilter
                    label="Period"
                    value={periods.find((period) => period === String(weeks))}
                    choices={periods}
                    all={`${weeks} weeks`}
                    name={(period) => `${period} weeks`}
                    onChange={(period) =>
                        void navigate({ search: (before) => ({ ...before, weeks: period ? Number(period) : undefined }), replace: true })
                    }
                />
                <ChoiceFilter
                    label="Signal of the curve"
                    value={signal}
                    choices={signals}
                    name={(one) => one}
                    onChange={(one) => void navigate({ search: (before) => ({ ...before, signal: one }), replace: true })}
                />
            </Filters>
            <Answer of={live.query}>
                {(data) => (
                    <>
                        <div className="tiles">
                            {data.targets.map((target) => (
                                <TargetTile key={target.kind} of={target} />
                            ))}
                        </div>
                        <div className="grid wide-first">
                            <Card title="Positive ratings by week, champions marked">
                                <Suspense fallback={<Loading />}>
                                    <RateChart
                                        label="Positive"
                                        by="week"
                                        target={0.8}
                                        points={curveOf(data, signal)}
                                        marks={championMarks(data, signal)}
                                    />
                                </Suspense>
                            </Card>
                            <Loops days={Math.min(90, weeks * 7)} champions={champions} learning={data} />
                        </div>
                        <Card title="Which signals of which tickers please">
                            <Heatmap of={data.heatmap} />
                        </Card>
                        <Card title="Cost against quality, by signal and version" flush>
                            <div className="inset">
                                <CostChart of={data.prompts} />
                            </div>
                            <DataTable
                                name="Cost against quality"
                                rows={data.prompts}
                                columns={promptColumns}
                                rowKey={(one) => `${one.signal} ${one.prompt_version}`}
                                empty={<Empty title="No explanations in this period" />}
                            />
                        </Card>
                        <Card title="By model" flush>
                            <DataTable
                                name="Models"
                                rows={data.models}
                                columns={models}
                                rowKey={(one) => one.model_used}
                                empty={<Empty title="No explanations in this period" />}
                            />
                        </Card>
                        <div className="grid">
                            <Card title="Tickers that please least" flush>
                                <DataTable
                                    name="Tickers"
                                    rows={data.bottom_tickers}
                                    columns={tickers}
                                    rowKey={(one) => one.ticker}
                                    empty={<Empty title="No ratings in this period" />}
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

/** The rate of each week, of all signals or of one. */
const curveOf = (of: Schema<"LearningResponse">, signal: string | undefined) =>
    of.learning_curve.flatMap((week) => {
        const figures = signal ? week.by_signal.find((one) => one.signal === signal) : week;
        return figures ? [{ day: week.from, rate: figures.positive_feedback }] : [];
    });

/** The days on which a champion changed. */
const championMarks = (of: Schema<"LearningResponse">, signal: string | undefined) =>
    of.champion_changes
        .filter((one) => !signal || one.signal === signal)
        .map((one) => ({ day: one.at.slice(0, 10), text: `${one.signal} ${one.prompt_version}` }));

/** How old the figures are, whether they come by themselves, and new ones that would move something. */
function LiveBadge({ of }: { of: Live }) {
    if (!of.query.data) return null;
    return (
        <span className="live">
            {of.show && (
                <Button size="compact-sm" variant="light" onClick={of.show}>
                    Show new figures
                </Button>
            )}
            <Tag tone={of.isLive ? "good" : "plain"}>{of.isLive ? "Live" : "Not live"}</Tag>
            <Freshness at={of.heardAt} every={15} />
        </span>
    );
}

/** The whole answer, and its parts as tables. */
function TakeAway({ weeks }: { weeks: number }) {
    return (
        <span className="row">
            <a href={`/api/admin/llm-learning?weeks=${weeks}`} download="llm-learning.json">
                JSON
            </a>
            <a href={`/api/admin/llm-learning/export?table=curve&weeks=${weeks}`}>Curve as CSV</a>
            <a href={`/api/admin/llm-learning/export?table=targets&weeks=${weeks}`}>Targets as CSV</a>
        </span>
    );
}

function TargetTile({ of }: { of: Schema<"LearningTarget"> }) {
    const { name, actual, target, tone, note } = shownTarget(of);
    return (
        <Tile label={name} note={note}>
            <span className="target">
                {actual}
                <Tag tone={tone}>{target}</Tag>
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
    champions,
    learning,
}: {
    days: number;
    champions: readonly Schema<"ChampionStatus">[];
    learning: Schema<"LearningResponse">;
}) {
    const journal = api.useQuery("get", "/api/learning/summary", { params: { query: { days } } });
    const divergence = api.useQuery("get", "/api/v1/strategies/learning/analytics/divergence-rate", { params: { query: { days } } });
    return (
        <div className="stack">
            <Card title="Explanations">
                <p>
                    {count(learning.total_explanations)} explanations, {count(learning.fallbacks)} fallbacks, {money(learning.cost_usd)}.
                </p>
                <p style={{ margin: 0 }}>
                    Champions:{" "}
                    {champions.map((one, index) => (
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
