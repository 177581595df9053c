import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../Access/session";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, percent, words } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Day, Moment } from "../Shared/Moment";
import { signals } from "../Shared/signals";
import { Answer, Empty } from "../Shared/States";
import { Tag, type Tone } from "../Shared/Tag";
import { answersOf } from "./ExperimentPage";
import "./experiments.css";

type Experiment = Schema<"Experiment">;

const route = getRouteApi("/app/experiments");
const tones: Record<Schema<"DecisionKind">, Tone> = {
    promoted: "good",
    promoted_manually: "info",
    champion_kept: "plain",
    stopped: "warn",
};

const history: Column<Experiment>[] = [
    {
        id: "id",
        title: "Experiment",
        value: (one) => one.id,
        cell: (one) => (
            <Link to="/experiments/$id" params={{ id: one.id }}>
                {one.id}
            </Link>
        ),
    },
    textColumn("signal", "Signal", (one) => one.plan.signal),
    {
        id: "decision",
        title: "Decision",
        value: (one) => one.decision?.kind,
        cell: (one) => one.decision && <Tag tone={tones[one.decision.kind]}>{words(one.decision.kind)}</Tag>,
    },
    textColumn("winner", "Winner", (one) => one.decision?.winner),
    textColumn("by", "By", (one) => one.decision?.by),
    countColumn("looks", "Looks", (one) => one.looks.length),
    textColumn("reason", "Reason", (one) => one.decision?.reason, "wrap"),
    momentColumn("started_at", "Started", (one) => one.started_at),
    momentColumn("ended_at", "Ended", (one) => one.decision?.at),
];

const streams: Column<Schema<"ExperimentStream">>[] = [
    textColumn("signal", "Signal", (one) => one.signal),
    countColumn("decided", "Decided", (one) => one.decided),
    countColumn("promoted", "Promoted", (one) => one.promoted),
    {
        id: "expected_false_promotions",
        title: "False promotions expected",
        kind: "number",
        value: (one) => one.expected_false_promotions,
        cell: (one) => decimal(one.expected_false_promotions),
    },
    { id: "next_level", title: "Next level", kind: "number", value: (one) => one.next_level, cell: (one) => decimal(one.next_level, 3) },
];

/** What is tried now, and what was decided before. */
export function ExperimentsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayDecide = useMay("decide");
    const experiments = api.useQuery(
        "get",
        "/api/admin/llm-ab-tests",
        { params: { query: { signal: search.signal, limit: 500 } } },
        { refetchInterval: 60_000 },
    );
    return (
        <>
            <PageHead title="Experiments" lead="Prompt versions against the champion, each explanation drawn by lot.">
                {mayDecide && (
                    <Button component={Link} {...{ to: "/experiments/plan" }}>
                        Plan an experiment
                    </Button>
                )}
                <Freshness at={experiments.dataUpdatedAt} every={60} />
            </PageHead>
            <Filters>
                <ChoiceFilter
                    label="Signal"
                    value={search.signal}
                    choices={signals}
                    name={(signal) => signal}
                    onChange={(signal) => void navigate({ search: { signal } })}
                />
            </Filters>
            <Answer of={experiments}>
                {(data) => (
                    <>
                        {data.active.length === 0 ? (
                            <Card>
                                <Empty title="No experiments running">
                                    The weekly cycle starts one per signal on Monday at 02:00 UTC, or plan one yourself.
                                </Empty>
                            </Card>
                        ) : (
                            <div className="grid">
                                {data.active.map((one) => (
                                    <ActiveCard key={one.experiment.id} report={one} />
                                ))}
                            </div>
                        )}
                        <Card title="History" flush>
                            <DataTable
                                name="Experiments that ended"
                                rows={data.history}
                                columns={history}
                                rowKey={(one) => one.id}
                                empty={<Empty title="None has ended yet" />}
                            />
                        </Card>
                        <Card title="Errors to expect" flush>
                            <DataTable
                                name="Errors to expect"
                                rows={data.streams}
                                columns={streams}
                                rowKey={(one) => one.signal}
                                empty={<Empty title="Nothing was decided yet" />}
                            />
                        </Card>
                    </>
                )}
            </Answer>
        </>
    );
}

function ActiveCard({ report }: { report: Schema<"ExperimentReport"> }) {
    const { experiment } = report;
    const answers = answersOf(report);
    const needed = experiment.required_per_arm * experiment.plan.arms.length;
    return (
        <Card title={experiment.id}>
            <div className="stack">
                <div className="row">
                    <ExperimentStatusTag experiment={experiment} />
                    {experiment.blocked && <Tag tone="bad">Promotion blocked</Tag>}
                    {report.sample_ratio.is_mismatch && <Tag tone="bad">Sample ratio</Tag>}
                </div>
                <div>
                    <div
                        className="progress"
                        role="progressbar"
                        aria-label="Answers of those needed"
                        aria-valuenow={answers}
                        aria-valuemin={0}
                        aria-valuemax={needed}
                    >
                        <div style={{ width: percent(Math.min(1, answers / needed)) }} />
                    </div>
                    <span className="quiet">
                        {count(answers)} of {count(needed)} answers
                    </span>
                </div>
                <Facts
                    of={[
                        ["Arms", experiment.plan.arms.map((arm) => arm.version).join(", ")],
                        ["Rule", words(experiment.plan.rule)],
                        ["Started", <Moment key="s" at={experiment.started_at} />],
                        ["Expected end", <Day key="e" date={report.expected_end} />],
                        ["Winner so far", report.winner_candidate ?? "none"],
                    ]}
                />
                <Link to="/experiments/$id" params={{ id: experiment.id }}>
                    Open {experiment.id}
                </Link>
            </div>
        </Card>
    );
}

export function ExperimentStatusTag({ experiment }: { experiment: Experiment }) {
    if (experiment.decision) return <Tag tone={tones[experiment.decision.kind]}>{words(experiment.decision.kind)}</Tag>;
    return <Tag tone={experiment.status === "running" ? "info" : "warn"}>{words(experiment.status)}</Tag>;
}
