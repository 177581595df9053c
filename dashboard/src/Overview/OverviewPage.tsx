import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { usePrompts } from "../Prompts/usePrompts";
import type { Schema } from "../Shared/api";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Card, PageHead, Tile } from "../Shared/Layout";
import { signals } from "../Shared/signals";
import { Answer, Empty, Loading } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { CostChart } from "./CostChart";
import { factors, models, prompts as promptColumns, tickers } from "./columns";
import { Heatmap } from "./Heatmap";
import { LiveBadge } from "./LiveBadge";
import { Loops } from "./Loops";
import { NeedsYou } from "./NeedsYou";
import "./overview.css";
import { shownTarget } from "./targets";
import { useLearning } from "./useLearning";

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
